import type { Case } from '#core/case.ts';
import { everyItem, type Table } from '#core/table.ts';
import { bodyOf } from './case-items.ts';

/** The cases of one partition of the clock (`livingPk`, `snoozedPk`, `acceptedPk`), the next due first, at most so many. */
export async function listCases(
  table: Table,
  { pk, to, most }: { pk: string; to?: string; most: number },
): Promise<Case[]> {
  const cases: Case[] = [];
  for await (const item of everyItem(table, { pk, index: 'due', ...(to === undefined ? {} : { to }) })) {
    cases.push(bodyOf<Case>(item));
    if (cases.length >= most) break;
  }
  return cases;
}

import type { Instant } from '#core/json.ts';
import { locales, type Locale } from '#core/words.ts';
import type { Key } from '#core/table.ts';
import { bodyOf, toBody } from './case-items.ts';
import type { Context } from './context.ts';

interface Tongue {
  locale: Locale;
  at: Instant;
}

/** The language that a person (`slack:U…`) has chosen, if any. */
export async function readTongue({ table }: Pick<Context, 'table'>, personId: string): Promise<Locale | undefined> {
  const [item] = await table.get([tongueKey(personId)]);
  if (item === undefined) return undefined;
  const { locale } = bodyOf<Tongue>(item);
  return locales.includes(locale) ? locale : undefined;
}

/** Kept until the person chooses another one. */
export async function keepTongue(
  { table, now }: Pick<Context, 'table' | 'now'>,
  personId: string,
  locale: Locale,
): Promise<void> {
  const body = toBody({ locale, at: now().toISOString() } satisfies Tongue);
  await table.write([{ put: { ...tongueKey(personId), v: 1, body }, when: 'any' }]);
}

function tongueKey(personId: string): Key {
  return { pk: `person#${personId}`, sk: 'language' };
}

import type { AuditEvent } from '#core/audit-event.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { compileDetection } from '#rules/detection/compile-detection.ts';
import { createEventMatcher } from '#rules/detection/create-event-matcher.ts';
import { createPrefilter, type Prefilter } from '#rules/detection/create-prefilter.ts';
import type { Detection } from '#rules/detection/detection.ts';
import type { DetectionRule } from '#rules/rule.ts';
import { createDice } from '../dice.ts';
import { cloudtrail, plainRule } from '../plain-rule.ts';
import { randomRecord, randomText } from './random-record.ts';
import { randomBlock } from './random-rule.ts';

/** What came of some random rules over some random records. */
export interface Tried {
  pairs: number;
  rules: number;
  refused: number;
  matches: number;
  letGo: number;
  /** What should not have happened, at most a few. */
  troubles: string[];
}

const at = '2026-01-31T12:00:00.000Z';

/** Asks `count` random rules of `records` random records: with and without the index, and with the filter for texts. */
export function tryRules(seed: number, count: number, records: number): Tried {
  const dice = createDice(seed);
  const tried: Tried = { pairs: 0, rules: 0, refused: 0, matches: 0, letGo: 0, troubles: [] };
  const rules: DetectionRule[] = [];
  while (rules.length < count) {
    const detection = compileBlock(randomBlock(dice), tried);
    if (detection === undefined) tried.refused += 1;
    else rules.push(plainRule(`r${rules.length}`, detection));
  }
  tried.rules = count;
  const matcher = createEventMatcher(rules);
  // A rule about everything would make the filter let nothing go: half of the rules are filtered one by one.
  const filters = rules.slice(0, 8).map((rule) => ({ rule, filter: createPrefilter([rule], cloudtrail) }));
  for (let n = 0; n < records; n += 1) {
    const record = randomRecord(dice);
    const event: AuditEvent = {
      source: 'x',
      id: `${n}`,
      at,
      provider: 'aws',
      account: '1',
      logsource: cloudtrail,
      record,
    };
    const fact = (name: string): Json => (name === 'country' ? 'x' : null);
    const plain = asked(rules, event, fact, tried);
    const indexed = attempt(tried, `seed ${seed}: index`, () => matcher.match(event, fact).map(({ id }) => id)) ?? [];
    if (plain.join() !== indexed.join()) note(tried, `seed ${seed}: ${indexed.join()} is not ${plain.join()}`, record);
    tried.pairs += count;
    tried.matches += plain.length;
    sift(filters, { plain, text: randomText(dice, record) }, tried);
  }
  return tried;
}

function compileBlock(block: JsonObject, tried: Tried): Detection | undefined {
  const lists = new Map([['list', ['x', 'y*', 1]]]);
  const compiled = attempt(tried, JSON.stringify(block), () => compileDetection(block, { lists }));
  return compiled !== undefined && 'detection' in compiled ? compiled.detection : undefined;
}

function asked(rules: DetectionRule[], event: AuditEvent, fact: (name: string) => Json, tried: Tried): string[] {
  const now = Date.parse(event.at);
  return rules
    .filter(({ detection }) => {
      const subject = { fields: event.record, now, fact };
      const matches = attempt(tried, 'a rule', () => detection.matches(subject)) === true;
      if (
        Number(event.id) % 50 === 0 &&
        attempt(tried, 'explain', () => detection.explain(subject).matched) !== matches
      )
        note(tried, 'explained otherwise', event.record);
      return matches;
    })
    .map(({ id }) => id);
}

function sift(
  filters: { rule: DetectionRule; filter: Prefilter }[],
  { plain, text }: { plain: string[]; text: string },
  tried: Tried,
): void {
  for (const { rule, filter } of filters) {
    const latin1 = Buffer.from(text).toString('latin1');
    if (filter.mayMatch(text)(0, text.length) && filter.mayMatch(latin1)(0, latin1.length)) continue;
    tried.letGo += 1;
    if (plain.includes(rule.id)) note(tried, `the filter let go what ${rule.id} matches`, text);
  }
}

function attempt<T>(tried: Tried, about: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (err) {
    note(tried, `thrown by ${about}: ${String(err)}`, null);
    return undefined;
  }
}

function note(tried: Tried, trouble: string, record: Json): void {
  if (tried.troubles.length < 5) tried.troubles.push(`${trouble} over ${JSON.stringify(record)}`);
}

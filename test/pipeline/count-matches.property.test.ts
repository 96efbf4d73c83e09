import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Alert } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import { TemporaryFailure } from '#core/errors.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import type { Finding } from '#core/record-finding.ts';
import type { Table } from '#core/table.ts';
import type { Context } from '#pipeline/context.ts';
import { countMatches } from '#pipeline/count-matches.ts';
import { recordInCase } from '#pipeline/record-in-case.ts';
import { withdrawFinding } from '#pipeline/withdraw-occurrence.ts';
import type { Firing } from '#rules/counting/firing.ts';
import type { Match } from '#rules/counting/mark.ts';
import { orderCounted } from '#rules/counting/order-counted.ts';
import { aFinding } from '#test/builders.ts';
import { aCorrelation, aCount, aMatch, start } from '#test/rules/counting/an-event.ts';
import { aMapTable, type Fault } from './a-map-table.ts';
import { aWorld } from './world.ts';

/** A count of each kind, and two correlations: of a plain rule with itself, and of the firings of a count. */
const { ordered: rules } = orderCounted([
  aCount({ by: 'ip', within: '10s', at_least: 3, allowed_lateness: '1h' }, 'once'),
  aCount({ by: 'ip', within: '10s', eq: 2, fire: 'every', allowed_lateness: '1h' }, 'every'),
  aCount({ by: 'ip', within: '20s', at_least: 2, fire: 'nth', allowed_lateness: '1h' }, 'nth'),
  aCount({ by: 'ip', distinct: 'n', first_seen: '15s', allowed_lateness: '1h' }, 'first'),
  aCorrelation(
    {
      type: 'temporal_ordered',
      rules: ['nth', 'plain'],
      'group-by': ['ip'],
      timespan: '15s',
      generate: true,
      allowed_lateness: '1h',
    },
    'chain',
  ),
  { id: 'plain' },
]);

const matches = fc
  .array(
    fc.record({
      seconds: fc.integer({ min: 0, max: 60 }),
      ip: fc.constantFrom('1.1.1.1', '2.2.2.2'),
      n: fc.integer({ min: 0, max: 2 }),
      rules: fc.subarray(['once', 'every', 'nth', 'first', 'plain'], { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((events) =>
    events.map(({ seconds, ip, n, rules: ids }, index) => ids.map((id) => aMatch(id, seconds, { ip, n }, `e${index}`))),
  );

function findingOf(firing: Firing): Finding {
  const alert: Partial<Alert> = {
    source: 'rules',
    id: JSON.stringify([firing.rule, firing.key, firing.id]),
    type: firing.rule,
    account: firing.about.account,
    resource: { id: firing.key, type: 'key' },
    at: new Date(firing.at).toISOString(),
  };
  return aFinding({ alert });
}

type FileContext = Context & { table: Table };

/** What reading a file will do with its matches. `pause` lets others go first. */
async function handle(context: FileContext, file: Match[], pause: () => Promise<void>): Promise<void> {
  const counted = await countMatches(context, rules, file);
  for (const firing of counted.fired) {
    const finding = findingOf(firing);
    await pause();
    await recordInCase(context, caseIdOf(finding.fingerprint), [finding]);
  }
  for (const firing of counted.withdrawn) {
    await pause();
    await withdrawFinding(context, findingOf(firing));
  }
  await pause();
  await counted.tell();
}

/** Until it goes well, as a queue would. Anything but a failure of the store is a bug. */
async function deliver(context: FileContext, file: Match[], pause = async () => {}): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      return await handle(context, file, pause);
    } catch (err) {
      if (!(err instanceof TemporaryFailure)) throw err;
    }
  }
  throw new Error('never went well');
}

/** What people see of the cases; one that nothing is left of is none. */
function casesIn({ items }: { items: Map<string, string> }) {
  return [...items.values()]
    .map((text) => JSON.parse(text) as { sk: string; body: Case })
    .filter(({ sk, body }) => sk === 'case' && body.count > 0)
    .map(({ body: { id, type, count, firstSeenAt, lastSeenAt, severity, status } }) => {
      return { id, type, count, firstSeenAt, lastSeenAt, severity, status };
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const clockAt = () => new Date(start + 600_000);

test('S9: shuffled, duplicated, split and replayed files give the same cases', { timeout: 300_000 }, async () => {
  const { context } = await aWorld([]);
  await fc.assert(
    fc.asyncProperty(matches, fc.array(fc.nat(), { maxLength: 5 }), fc.nat(), async (events, again, seed) => {
      const [plain, mixed] = [aMapTable(), aMapTable()];
      await deliver({ ...context, now: clockAt, table: plain }, events.flat());
      const all = [...events, ...again.flatMap((n) => events.slice(n % events.length, (n % events.length) + 1))];
      const shuffled = shuffle(all, seed);
      for (const file of [...shuffled, ...shuffled.slice(0, 3)])
        await deliver({ ...context, now: clockAt, table: mixed }, file);
      expect(casesIn(mixed)).toEqual(casesIn(plain));
    }),
    { numRuns: 1000 },
  );
});

test('speed bar 4: a store that fails at any moment and files that come again lose and double nothing', {
  timeout: 300_000,
}, async () => {
  const { context } = await aWorld([]);
  const faults = fc.array(fc.constantFrom<Fault[]>('none', 'none', 'none', 'before', 'after'), { maxLength: 40 });
  const pauses = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 15 });
  await fc.assert(
    fc.asyncProperty(matches, faults, pauses, fc.nat(), async (events, wrong, ticks, seed) => {
      const left = [...wrong];
      const [plain, failing] = [aMapTable(), aMapTable(() => left.shift() ?? 'none')];
      await deliver({ ...context, now: clockAt, table: plain }, events.flat());
      let turn = 0;
      const pause = async (): Promise<void> => {
        for (let tick = ticks[(turn += 1) % ticks.length] ?? 0; tick > 0; tick -= 1) await Promise.resolve();
      };
      // Four at a time, over handles of their own of the table: they take no turns with each other.
      const files = shuffle(events, seed);
      for (let from = 0; from < files.length; from += 4) {
        const some = files.slice(from, from + 4);
        await Promise.all(
          some.map((file) => deliver({ ...context, now: clockAt, table: slowly(failing, pause) }, file, pause)),
        );
      }
      expect(casesIn(failing)).toEqual(casesIn(plain));
    }),
    { numRuns: 500 },
  );
});

/** Each handle answers when the others let it. */
function slowly(table: Table, pause: () => Promise<void>): Table {
  return { ...table, get: (keys) => pause().then(() => table.get(keys)) };
}

/** The same order for the same seed. */
function shuffle<T>(all: T[], seed: number): T[] {
  const ranked = all.map((one, index) => ({ one, rank: Math.imul(index + 1, (seed | 1) * 2_654_435_761) >>> 0 }));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ one }) => one);
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Case } from '#core/case.ts';
import { stormSize, type Storm } from '#core/storm.ts';
import { isWorse } from '#core/severity.ts';
import { actOnCase } from '#pipeline/act-on-case.ts';
import type { Context } from '#pipeline/context.ts';
import { stormKey, type StormState } from '#pipeline/storm-items.ts';
import { aStormWorld, deadlyTable, listedIn, recordOne } from './a-storm-world.ts';
import type { StormyNotebook } from './world.ts';

const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki', via: 'slack' } as const;

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('alerts' as const),
      native: fc.constantFrom('1', '1', '5', '8', '9.5'),
      count: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('again' as const), of: fc.nat(), native: fc.constantFrom('1', '5', '9.5') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('act' as const), of: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 6, 61) }) },
  { weight: 3, arbitrary: fc.constant({ do: 'work' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('die' as const),
      at: fc.integer({ min: 1, max: 12 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Names each alert and request anew. */
let played = 0;

type StormWorld = Awaited<ReturnType<typeof aStormWorld>>;

/** Plays one step; `types` are those of all cases so far, by the order in which they came. */
async function play(
  { context, clock, work }: StormWorld,
  one: Step,
  types: { type: string; id: string }[],
): Promise<void> {
  const name = `step-${(played += 1)}`;
  switch (one.do) {
    case 'alerts':
      for (let i = 0; i < one.count; i += 1) {
        const type = `t${types.length}`;
        types.push({ type, id: await recordOne(context, type, one.native) });
      }
      return;
    case 'again': {
      const known = types[one.of % Math.max(1, types.length)];
      if (known !== undefined) await recordOne(context, known.type, one.native, name);
      return;
    }
    case 'act': {
      const known = types[one.of % Math.max(1, types.length)];
      if (known !== undefined)
        await actOnCase(context, { caseId: known.id, action: { do: 'acknowledge' }, by: aki, requestId: name });
      return;
    }
    case 'wait':
      clock.now = new Date(clock.now.getTime() + one.seconds * 1000);
      return;
    case 'work':
      return work();
    case 'die':
      // What it was working on may fail as a bug would; a process that ends says nothing more.
      await work({ ...context, table: deadlyTable(context.table, one.at, one.when) }).catch(() => undefined);
  }
}

async function stormsOf({ table }: Context, mirror: StormyNotebook): Promise<Storm[]> {
  const items = await table.get([...mirror.storms.values()].map(({ view }) => stormKey(view.storm.id)));
  return items.flatMap((item) => (item === undefined ? [] : [item.body as unknown as StormState]));
}

it('whatever comes and whenever the process ends, each case is shown, pressing ones by themselves, and no storm twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const world = await aStormWorld(4);
      const { context, mirror, clock, work, cases } = world;
      const types: { type: string; id: string }[] = [];
      for (const one of steps) await play(world, one, types);
      // What failed waits for its time.
      for (let i = 0; i < 3; i += 1) {
        clock.now = new Date(clock.now.getTime() + 10_000);
        await work();
      }
      const carded = new Set([...mirror.pages.values()].map(({ view }) => view.case.id));
      const listed = await listedIn(context, mirror);
      const storms = await stormsOf(context, mirror);
      const all = new Map((await cases()).map((c): [string, Case] => [c.id, c]));
      expect(types.filter(({ id }) => !carded.has(id) && !listed.includes(id))).toEqual([]);
      expect(listed).toHaveLength(new Set(listed).size);
      expect(listed).toHaveLength(storms.reduce((sum, storm) => sum + stormSize(storm), 0));
      expect([...mirror.pages.values(), ...mirror.storms.values()].filter(({ made }) => made !== 1)).toEqual([]);
      expect(storms.filter(({ isOver }) => !isOver).length).toBeLessThanOrEqual(1);
      expect(types.filter(({ id }) => isPressing(all.get(id)) && !carded.has(id))).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 120_000);

function isPressing(c: Case | undefined): boolean {
  return c !== undefined && (isWorse(c.severity, 'medium') || c.statusBy.kind === 'person');
}

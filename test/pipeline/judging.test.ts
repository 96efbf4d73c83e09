import { describe, expect, it } from 'vitest';
import type { Alert } from '#core/alert.ts';
import type { JsonObject } from '#core/json.ts';
import type { SourceRecord } from '#core/source.ts';
import { readShadow } from '#pipeline/note-shadow.ts';
import { wakeSnoozed } from '#pipeline/wake-snoozed.ts';
import { workLane } from '#pipeline/work-lane.ts';
import { loadRuleDocuments, ruleSetOf } from '#rules/load-rules.ts';
import { anAlert } from '#test/builders.ts';
import { fileOf, openRecords } from './open-records.ts';
import { aWorld, createNotebook, type NotebookMirror, type World } from './world.ts';

const minute = (n: number): string => new Date(Date.UTC(2026, 2, 1, 10, n)).toISOString();

async function aWorldOf(texts: Record<string, string>): Promise<{ world: World; notebook: NotebookMirror }> {
  const notebook = createNotebook('slack', ({ channels }) => channels);
  const world = await aWorld([notebook], { openFile: openRecords });
  const loaded = loadRuleDocuments(Object.entries(texts).map(([path, text]) => ({ path, text })));
  expect(loaded.problems).toEqual([]);
  const rules = ruleSetOf(world.context.rules().policy, loaded, 'v2');
  world.context.rules = () => rules;
  return { world, notebook };
}

/** Shows what waits in the lane of the central channel. */
async function show({ world, notebook }: { world: World; notebook: NotebookMirror }): Promise<number[][]> {
  await workLane(world.context, { mirror: notebook, to: 'C0SECURITY', signal: new AbortController().signal });
  return [...notebook.pages.values()].map(({ notes }) => notes);
}

function alerts(...given: (Partial<Alert> & { update?: JsonObject })[]): string {
  const records = given.map(({ update, ...alert }): SourceRecord => {
    return { kind: 'alert', alert: anAlert(alert), ...(update === undefined ? {} : { update }) };
  });
  return fileOf(records);
}

describe('a silence in the rules', () => {
  const silence = {
    'silence/move.yml': `id: move
detection: {s: {alert.source: guardduty}, condition: s}
until: '2026-03-01'
reason: the database moves
`,
  };

  it('keeps a case from people until its day is over, and then it is told', async () => {
    const both = await aWorldOf(silence);
    const { world } = both;
    await world.drop(alerts({ nativeSeverity: '9' }));
    expect(await show(both)).toEqual([]);
    expect(await world.cases()).toMatchObject([{ status: 'open', silenced: { rule: 'move' } }]);

    world.clock.now = new Date('2026-03-01T23:00:00.000Z');
    expect(await wakeSnoozed(world.context)).toBe(0);
    world.clock.now = new Date('2026-03-02T00:00:00.000Z');
    expect(await wakeSnoozed(world.context)).toBe(1);
    expect(await wakeSnoozed(world.context)).toBe(0);
    expect(await show(both)).toEqual([[1, 2]]);
  });

  it('that is taken out of the folder silences nothing that comes after', async () => {
    const both = await aWorldOf(silence);
    const { world } = both;
    await world.drop(alerts({ nativeSeverity: '9' }));
    const { policy } = world.context.rules();
    world.context.rules = () => ruleSetOf(policy, loadRuleDocuments([]), 'v3');
    await world.drop(alerts({ nativeSeverity: '9', at: minute(130) }));
    expect(await show(both)).toEqual([[1, 2]]);
  });
});

describe('severity rules with repeat', () => {
  const fade = {
    'severity/fade.yml': `id: fade
detection: {s: {alert.source: guardduty}, condition: s}
repeat:
  by: [alert.type]
  within: 1h
  steps: [{from: 2, lower: 1}, {from: 4, raise: 1}]
`,
  };

  it('go by the order of events, in whatever files and order they come, and a replay changes nothing', async () => {
    const all = [0, 10, 20, 30].map((at) => ({
      id: `f-${at}`,
      resource: { id: `i-${at}`, type: 'Instance' },
      at: minute(at),
    }));
    const worst = async (...files: (typeof all)[]): Promise<string[]> => {
      const { world } = await aWorldOf(fade);
      for (const file of files) {
        const [entry] = await world.drop(alerts(...file));
        await world.again(entry?.key ?? '');
      }
      return (await world.cases()).map((c) => `${c.resource.id} ${c.severity}`).toSorted();
    };
    const [a, b, c, d] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0], (typeof all)[0]];
    const inOrder = ['i-0 medium', 'i-10 low', 'i-20 low', 'i-30 high'];
    expect(await worst([a, b, c, d])).toEqual(inOrder);
    expect(await worst([a], [b], [c], [d])).toEqual(inOrder);
  });
});

describe('rules about alerts that are in test', () => {
  it('are told with the digest, once a file however often it is read', async () => {
    const { world } = await aWorldOf({
      'severity/up.yml':
        'id: up\nstatus: test\ndetection: {s: {alert.source: guardduty}, condition: s}\nset: critical\n',
    });
    const [entry] = await world.drop(alerts({}, { id: 'finding-2', resource: { id: 'i-2', type: 'Instance' } }));
    await world.again(entry?.key ?? '');
    expect((await world.cases()).map(({ severity }) => severity)).toEqual(['medium', 'medium']);
    expect(await readShadow(world.context.table, '2026-03-01')).toMatchObject([['up', { count: 2 }]]);
  });
});

describe('a close rule over findings', () => {
  const close = {
    'close/hub.yml': `id: hub
title: The hub says so
detection:
  s: {update.Compliance.Status: [PASSED, NOT_AVAILABLE]}
  condition: s
reason: fixed
`,
  };
  const says = (Status: string, at: number) => ({ at: minute(at), update: { Compliance: { Status } } });

  it('closes by the word of the product, and the next failure opens the case again', async () => {
    const { world } = await aWorldOf(close);
    await world.drop(alerts(says('FAILED', 0), says('PASSED', 5)));
    expect(await world.cases()).toMatchObject([
      { status: 'closed', reason: 'fixed', statusBy: { kind: 'rule', id: 'hub' }, episode: 1 },
    ]);
    await world.drop(alerts(says('PASSED', 6), says('FAILED', 9)));
    expect(await world.cases()).toMatchObject([{ status: 'open', episode: 2, count: 4 }]);
  });

  it('wants to hear twice that a check could not be made', async () => {
    const { world } = await aWorldOf(close);
    await world.drop(alerts(says('FAILED', 0), says('NOT_AVAILABLE', 5)));
    expect(await world.cases()).toMatchObject([{ status: 'open' }]);
    await world.drop(alerts(says('NOT_AVAILABLE', 6)));
    expect(await world.cases()).toMatchObject([{ status: 'closed', statusBy: { kind: 'rule', id: 'hub' } }]);
  });
});

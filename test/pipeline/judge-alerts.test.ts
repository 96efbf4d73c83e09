import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from '#core/alert.ts';
import type { Finding } from '#core/record-finding.ts';
import { severityRank, type Severity } from '#core/severity.ts';
import type { Table } from '#core/table.ts';
import { judgeAlerts } from '#pipeline/judge-alerts.ts';
import type { Repeats } from '#rules/counting/repeat-positions.ts';
import { anAlert } from '#test/builders.ts';
import { always, rulesOf } from '#test/rules/judge-texts.ts';
import { aMapTable } from './a-map-table.ts';

const within = 'by: [alert.type, alert.resource.id], within: 1h';
const steps = [
  'steps: [{from: 2, lower: 1}, {from: 4, raise: 1}]',
  'steps: [{from: 2, raise: 2}, {from: 3, set: none}]',
  'steps: [{from: 3, set: critical}]',
];
const rulesWith = (said: string) => rulesOf({ 'severity/a.yml': `id: fade\n${always}repeat: {${within}, ${said}}\n` });
const rules = rulesWith(steps[0] ?? '');

const start = Date.parse('2026-03-01T00:00:00.000Z');
const now = () => new Date(start + 86_400_000);
const addresses = { countryOf: () => undefined };

/** The same finding, seen again after so many minutes. */
function seenAt(minutes: number, given: Partial<Alert> = {}): Alert {
  return anAlert({ nativeSeverity: 'medium', at: new Date(start + minutes * 60_000).toISOString(), ...given });
}

async function judgeAll(table: Table, alerts: Alert[], by = rules): Promise<Finding[]> {
  return judgeAlerts(
    { table, addresses, now },
    alerts.map((alert) => ({ alert })),
    by,
  );
}

const severitiesOf = (findings: Finding[]): Severity[] => findings.map(({ severity }) => severity);

function worstOf(findings: Finding[]): Severity | undefined {
  return severitiesOf(findings).toSorted((a, b) => severityRank(b) - severityRank(a))[0];
}

function countedIn(table: { items: Map<string, string> }): number {
  const kept = [...table.items].filter(([name]) => name.startsWith('rep#'));
  return kept.reduce((sum, [, text]) => sum + (JSON.parse(text) as { body: Repeats }).body.alerts.length, 0);
}

describe('judgeAlerts', () => {
  it('rates repeats by their position in the window, whether they come at once or one by one', async () => {
    const alerts = [0, 10, 20, 30, 120].map((minutes) => seenAt(minutes));
    const expected = ['medium', 'low', 'low', 'high', 'medium'];
    expect(severitiesOf(await judgeAll(aMapTable(), alerts))).toEqual(expected);
    const table = aMapTable();
    const one = [];
    for (const alert of alerts) one.push(...(await judgeAll(table, [alert])));
    expect(severitiesOf(one)).toEqual(expected);
  });

  it('counts an alert once, however often it is delivered, and says the same of it', async () => {
    const table = aMapTable();
    const alerts = [seenAt(0), seenAt(10), seenAt(10)];
    const first = await judgeAll(table, alerts);
    const items = new Map(table.items);
    expect(severitiesOf(first)).toEqual(['medium', 'low', 'low']);
    expect(await judgeAll(table, alerts)).toEqual(first);
    expect(table.items).toEqual(items);
    expect(countedIn(table)).toBe(2);
  });

  it('keeps other resources and other types apart', async () => {
    const others = [seenAt(1, { type: 'x' }), seenAt(2, { resource: { id: 'y', type: 'z' } }), seenAt(3)];
    expect(severitiesOf(await judgeAll(aMapTable(), others))).toEqual(['medium', 'medium', 'medium']);
  });

  it('an alert that comes late makes the later ones count: it is rated as the worst that it moves', async () => {
    const table = aMapTable();
    expect(
      severitiesOf(
        await judgeAll(
          table,
          [10, 20, 30].map((at) => seenAt(at)),
        ),
      ),
    ).toEqual(['medium', 'low', 'low']);
    expect(severitiesOf(await judgeAll(table, [seenAt(0)]))).toEqual(['high']);
  });

  it('asks again for what a rule only wants to know after another one has spoken', async () => {
    const second = `---\nid: more\norder: 2000\ndetection: {s: {alert.level: low}, condition: s}\nrepeat: {by: [alert.account], within: 1h, steps: [{from: 1, set: critical}]}\n`;
    const both = rulesOf({ 'severity/a.yml': `id: fade\n${always}repeat: {${within}, ${steps[0]}}\n${second}` });
    const found = await judgeAll(aMapTable(), [seenAt(0), seenAt(10)], both);
    expect(severitiesOf(found)).toEqual(['medium', 'critical']);
    expect(found[1]?.trace.filter(({ to }) => to !== undefined).map(({ from, to }) => [from, to])).toEqual([
      ['medium', 'low'],
      ['low', 'critical'],
    ]);
  });

  it('writes nothing when no rule asks for repeats', async () => {
    const table = aMapTable();
    await judgeAll(table, [seenAt(0)], rulesOf({ 'severity/a.yml': `id: up\n${always}raise: 1\n` }));
    expect(table.items.size).toBe(0);
  });

  it('comes to the same worst severity in any order, in any batches, delivered again or not', async () => {
    const stories = fc.record({
      minutes: fc.uniqueArray(fc.integer({ min: 0, max: 110 }), { minLength: 1, maxLength: 12 }),
      said: fc.constantFrom(...steps),
    });
    await fc.assert(
      fc.asyncProperty(stories, fc.infiniteStream(fc.nat()), fc.nat(5), async ({ minutes, said }, dice, again) => {
        const by = rulesWith(said);
        const alerts = minutes.toSorted((a, b) => a - b).map((at) => seenAt(at));
        const inOrder = worstOf(await judgeAll(aMapTable(), alerts, by));
        const table = aMapTable();
        const draw = (most: number): number => (dice.next().value ?? 0) % most;
        const shuffled = [...alerts, ...alerts.slice(0, again)]
          .map((alert) => ({ alert, at: draw(1000) }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ alert }) => alert);
        const found: Finding[] = [];
        while (shuffled.length > 0) found.push(...(await judgeAll(table, shuffled.splice(0, 1 + draw(4)), by)));
        expect(worstOf(found)).toBe(inOrder);
        expect(countedIn(table)).toBe(alerts.length);
      }),
      { numRuns: 150 },
    );
  });

  it('two machines at once lose nothing and count nothing twice', async () => {
    const table = aMapTable();
    const replicas = [{ ...table }, { ...table }, { ...table }];
    const alerts = Array.from({ length: 12 }, (_, minutes) => seenAt(minutes));
    const shares = replicas.flatMap((replica, of) =>
      alerts.filter((_, at) => at % 3 === of || at % 4 === of).map((alert) => ({ replica, alert })),
    );
    const found = await Promise.all(shares.map(({ replica, alert }) => judgeAll(replica, [alert])));
    expect(countedIn(table)).toBe(12);
    expect(worstOf(found.flat())).toBe('high');
    expect(severitiesOf(await judgeAll(table, alerts))).toEqual([
      'medium',
      'low',
      'low',
      ...Array.from({ length: 9 }, () => 'high'),
    ]);
  });
});

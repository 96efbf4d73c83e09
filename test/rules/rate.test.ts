import { describe, expect, it } from 'vitest';
import type { Json } from '#core/json.ts';
import type { Incoming } from '#rules/judge.ts';
import { anAlert } from '#test/builders.ts';
import { always, findingOf, judged, severityRule } from './judge-texts.ts';

/** Of an alert of this severity, by these severity rules. */
function severityBy(rules: string[], nativeSeverity = 'medium', given: Partial<Incoming> = {}) {
  return findingOf({ 'severity/a.yml': rules.join('---\n') }, { alert: anAlert({ nativeSeverity }), ...given })
    .severity;
}

describe('severity', () => {
  it.each([
    ['raise: 4', 'none', 'critical'],
    ['raise: 2', 'high', 'critical'],
    ['raise: 1', 'critical', 'critical'],
    ['lower: 1', 'none', 'none'],
    ['lower: 4', 'critical', 'none'],
    ['lower: 2', 'high', 'low'],
    ['cap: medium', 'critical', 'medium'],
    ['cap: medium', 'low', 'low'],
    ['cap: critical', 'critical', 'critical'],
    ['floor: medium', 'none', 'medium'],
    ['floor: medium', 'high', 'high'],
    ['floor: none', 'none', 'none'],
    ['set: low', 'critical', 'low'],
  ])('%s makes of %s %s', (does, from, to) => {
    expect(severityBy([severityRule('a', does)], from)).toBe(to);
  });

  it('rules run by order and then by id, each on what the one before has left', () => {
    const first = severityRule('z', 'set: high', 'order: 1\n');
    const second = severityRule('b', 'cap: low', 'order: 2\n');
    const third = severityRule('c', 'raise: 1', 'order: 2\n');
    expect(severityBy([third, second, first])).toBe('medium');
    const onlyHigh = 'id: h\norder: 3\ndetection: {s: {alert.level: medium}, condition: s}\nset: critical\n';
    expect(severityBy([third, second, first, onlyHigh])).toBe('critical');
  });

  it('a final rule that matches is the last, also when it changes nothing', () => {
    const last = severityRule('a', 'set: medium', 'final: true\norder: 1\n');
    expect(severityBy([last, severityRule('b', 'raise: 1')])).toBe('medium');
    const other = last.replace('alert.id: "*"', 'alert.id: other');
    expect(severityBy([other, severityRule('b', 'raise: 1')])).toBe('high');
  });

  it('of very many changes the first and the last are told, and how many there are in between', () => {
    const rules = Array.from({ length: 61 }, (_, n) =>
      severityRule(`r${100 + n}`, `set: ${n % 2 === 0 ? 'high' : 'low'}`, `order: ${n}\n`),
    );
    const steps = findingOf(
      { 'severity/a.yml': rules.join('---\n') },
      { alert: anAlert({ nativeSeverity: 'low' }) },
    ).trace.filter(({ from }) => from !== undefined);
    expect(steps).toHaveLength(21);
    expect([steps[0]?.rule, steps[9]?.rule, steps[11]?.rule, steps[20]?.rule]).toEqual([
      'r100',
      'r109',
      'r151',
      'r160',
    ]);
    expect(steps[10]).toEqual({
      decides: 'severity',
      rule: '41 rules',
      because: '41 steps in between are left out',
      from: 'low',
      to: 'high',
    });
    for (const [at, step] of steps.entries()) if (at > 0) expect(step.from).toBe(steps[at - 1]?.to);
  });

  it('each change is a step with its place, its values and both severities; no change is none', () => {
    const rules = `${severityRule('same', 'set: medium')}---\n${severityRule('up', 'raise: 1', 'title: It is worse\n')}`;
    const steps = findingOf({ 'severity/a.yml': rules }).trace.filter(({ from }) => from !== undefined);
    expect(steps).toEqual([
      {
        decides: 'severity',
        rule: 'up',
        because: 'medium → high: It is worse',
        path: 'severity/a.yml',
        line: 5,
        values: [{ field: 'alert.id', value: 'finding-1' }],
        from: 'medium',
        to: 'high',
      },
    ]);
  });

  describe('by facts that nobody knows is never raised and never lowered', () => {
    const about = (condition: string, does: string): string =>
      `id: f\ndetection:\n  yes: {facts.country: JP}\n  absent: {facts.country: null}\n  there: {facts.country|exists: true}\n  own: {alert.id: finding-1}\n  condition: ${condition}\n${does}\n`;
    const conditions = [
      'yes',
      'not yes',
      'absent',
      'not absent',
      'there',
      'not there',
      'own and not yes',
      '1 of them and not yes',
    ];

    it.each(conditions)('%s', (condition) => {
      for (const unknown of [undefined, null])
        for (const does of ['raise: 1', 'lower: 1', 'set: critical'])
          expect(severityBy([about(condition, does)], 'medium', { fact: () => unknown })).toBe('medium');
      expect(severityBy([about(condition, 'raise: 1')])).toBe('medium');
    });

    it.each<[string, Json, string]>([
      ['yes', 'JP', 'high'],
      ['not yes', 'JP', 'medium'],
      ['not yes', 'KP', 'high'],
      ['own and not yes', 'KP', 'high'],
    ])('but it is by those that are known: %s, %s', (condition, country, severity) => {
      expect(severityBy([about(condition, 'raise: 1')], 'medium', { fact: () => country })).toBe(severity);
    });

    it('nor by a resource or record that is not there', () => {
      const rule =
        'id: r\ndetection: {s: {resource.public: "true"}, u: {update.x: null}, condition: not s or u}\nraise: 1\n';
      expect(severityBy([rule])).toBe('medium');
      expect(severityBy([rule], 'medium', { resource: { public: false } })).toBe('high');
      expect(severityBy([rule], 'medium', { resource: { public: true }, update: { x: 1 } })).toBe('medium');
    });
  });

  describe('by repeats', () => {
    const fade = `id: fade\n${always}repeat: {by: [alert.type, alert.resource.id], within: 24h, steps: [{from: 2, lower: 1}, {from: 10, raise: 1}]}\n`;
    const files = { 'severity/a.yml': fade };

    it('goes by the position, always from the severity it came with', () => {
      const at = (position: number) => findingOf(files, {}, () => [position]).severity;
      expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(at)).toEqual([
        'medium',
        ...Array.from({ length: 8 }, () => 'low'),
        'high',
      ]);
      expect(findingOf(files, {}, () => [10]).trace.find(({ to }) => to === 'high')?.because).toContain(
        '(number 10 in its time)',
      );
    });

    it('asks for positions that it does not know, and the worst of several counts', () => {
      const { needs, finding } = judged(files);
      expect(needs).toEqual([{ rule: 'fade', key: [anAlert().type, anAlert().resource.id], withinMs: 86_400_000 }]);
      expect(finding.severity).toBe('medium');
      expect(findingOf(files, {}, () => [2, 10, 3]).severity).toBe('high');
      expect(judged(files, {}, () => [2]).needs).toEqual([]);
    });

    it('does not count what has no value for its key', () => {
      const byRegion = { 'severity/a.yml': fade.replace('alert.type', 'resource.owner') };
      expect(judged(byRegion, {}, () => [10])).toMatchObject({ needs: [], finding: { severity: 'medium' } });
    });
  });
});

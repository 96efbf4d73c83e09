import { describe, expect, it } from 'vitest';
import { aDetectionText as detection, loadTexts, problemsIn, ruleIn, rulesIn, warningsIn } from './load-texts.ts';

describe("Sigma's files", () => {
  const sigma = detection.replace(
    'id: root-used',
    'id: 0db81e1c-0d6e-4f4c-9c9a-a6a2e6b8b9f1\nname: root_used\nstatus: test\nauthor: somebody\ndate: 2026-01-01\ncustom: x',
  );

  it('say with status how mature they are, and in our own folders whether they are on', () => {
    const statusOf = (path: string, status: string) =>
      rulesIn({ [path]: sigma.replace('status: test', `status: ${status}`).replace('custom: x\n', '') })[0]?.status;
    expect(
      ['test', 'stable', 'experimental', 'deprecated', 'unsupported', 'off'].map((status) =>
        statusOf('sigma/a.yml', status),
      ),
    ).toEqual(['on', 'on', 'on', 'off', 'off', 'off']);
    expect(
      ['test', 'stable', 'experimental', 'deprecated', 'off'].map((status) => statusOf('detect/a.yml', status)),
    ).toEqual(['test', 'on', 'on', 'off', 'off']);
  });

  it('may have keys of their own, no level and no id', () => {
    expect(warningsIn({ 'sigma/a.yml': sigma }).join()).toContain('sigma/a.yml:6:1: unknown key `custom`');
    expect(problemsIn({ 'detect/a.yml': sigma }).join()).toContain('unknown key `custom`');
    const bare = detection.replace('id: root-used\n', '').replace('level: high\n', '');
    expect(ruleIn('detection', { 'sigma/a.yml': bare })).toMatchObject({ id: 'root-was-used', severity: 'medium' });
    expect(rulesIn({ 'anywhere/a.yml': bare }, { asSigma: true })).toHaveLength(1);
  });

  const filter = (rules: string): string => `title: not the robot
logsource: {product: aws, service: cloudtrail}
filter:
  rules: ${rules}
  robot: {userIdentity.arn|endswith: robot}
  condition: not robot
`;
  const byRobot = { fields: { userIdentity: { type: 'Root', arn: 'arn:aws:iam::1:user/robot' } } };
  const byMan = { fields: { userIdentity: { type: 'Root', arn: 'arn:aws:iam::1:user/man' } } };

  it.each(['[root_used]', '[0db81e1c-0d6e-4f4c-9c9a-a6a2e6b8b9f1]', 'any'])(
    'filters of %s narrow what rules match',
    (rules) => {
      const rule = ruleIn('detection', { 'sigma/a.yml': sigma, 'sigma/filters/f.yml': filter(rules) });
      expect(rule.detection.matches(byRobot)).toBe(false);
      expect(rule.detection.matches(byMan)).toBe(true);
    },
  );

  it('filters leave other rules and other logs alone', () => {
    const texts = { 'sigma/a.yml': sigma, 'detect/b.yml': detection, 'sigma/f.yml': filter('[root_used]') };
    const [, other] = rulesIn(texts).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(other?.kind === 'detection' && other.detection.matches(byRobot)).toBe(true);
    const elsewhere = filter('any').replace('cloudtrail', 'guardduty');
    expect(ruleIn('detection', { 'sigma/a.yml': sigma, 'sigma/f.yml': elsewhere }).detection.matches(byRobot)).toBe(
      true,
    );
  });

  it('filters of a rule that there is not are wrong', () => {
    expect(problemsIn({ 'sigma/f.yml': filter('[nobody]') })).toEqual([
      'sigma/f.yml:4:11: no rule has the id or name nobody',
    ]);
    expect(problemsIn({ 'sigma/f.yml': filter('5') }).join()).toContain('expected a list of rule ids or names, or any');
  });

  const correlation = (id: string, rules: string, more = ''): string => `title: many
id: ${id}
correlation:
  type: event_count
  rules: ${rules}
  group-by: [recipientAccountId]
  timespan: 10m
  condition: {gte: 5}
level: critical
${more}`;

  it.each(['[root_used]', '[0db81e1c-0d6e-4f4c-9c9a-a6a2e6b8b9f1]'])(
    'correlations of %s count it by its id',
    (rules) => {
      const { counted, problems } = loadTexts({ 'sigma/a.yml': sigma, 'sigma/b.yml': correlation('many', rules) });
      expect(problems).toEqual([]);
      expect(counted).toMatchObject([
        {
          id: 'many',
          severity: 'critical',
          counting: { rules: ['0db81e1c-0d6e-4f4c-9c9a-a6a2e6b8b9f1'], withinMs: 600_000 },
        },
      ]);
    },
  );

  it('correlations come after those that they count, in one file too', () => {
    const chain = [
      correlation('outer', '[inner, middle]'),
      correlation('middle', '[inner]'),
      correlation('inner', '[root_used]'),
      sigma,
    ];
    const { counted } = loadTexts({ 'sigma/a.yml': chain.join('---\n') });
    expect(counted.map(({ id }) => id)).toEqual(['inner', 'middle', 'outer']);
  });

  it('correlations of a rule that there is not, and of themselves, are wrong', () => {
    const texts = {
      'sigma/a.yml': correlation('a', '[b]'),
      'sigma/b.yml': correlation('b', '[a]'),
      'sigma/c.yml': correlation('c', '[nobody]'),
      'sigma/d.yml': correlation('d', '[d]'),
    };
    expect(problemsIn(texts)).toEqual([
      expect.stringMatching(/^sigma\/a\.yml:5:\d+: correlation\.rules\.0: this rule counts itself: a → b → a$/),
      expect.stringMatching(/^sigma\/c\.yml:5:\d+: correlation\.rules\.0: no rule has the id or name nobody$/),
      expect.stringMatching(/^sigma\/d\.yml:5:\d+: correlation\.rules\.0: this rule counts itself: d → d$/),
    ]);
  });

  it('a correlation of a rule that is off is off, which is told', () => {
    const texts = {
      'sigma/a.yml': sigma.replace('status: test', 'status: off').replace('custom: x\n', ''),
      'sigma/b.yml': correlation('many', '[root_used]'),
    };
    expect(warningsIn(texts)).toEqual([expect.stringContaining('sigma/b.yml:1:1: this rule counts 0db81e1c')]);
    expect(loadTexts(texts).counted).toEqual([]);
  });
});

import type { Alert } from '#core/alert.ts';
import type { Policy } from '#core/policy.ts';
import type { Finding } from '#core/record-finding.ts';
import { describe, expect, it } from 'vitest';
import { opsSource } from '#core/ops.ts';
import { usualOps } from '#core/ops-policy.ts';
import { usualReminding } from '#core/reminding.ts';
import { judge } from '#rules/judge.ts';
import { loadPolicy } from '#rules/load-policy.ts';
import { problemText } from '#rules/rule-file.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { anAlert } from '#test/builders.ts';

const shipped = await readRuleFiles('rules');

function load(projects: string, policy?: string) {
  return loadPolicy(
    shipped.map((file) => ({ ...file, text: (file.path === 'projects.yml' ? projects : policy) ?? file.text })),
  );
}

/** The shipped policy with `said` in the place of what it says of storms. */
function policyWith(said: string): string {
  const text = shipped.find((file) => file.path === 'policy.yml')?.text ?? '';
  const changed = text.replace(/^storm:.*$/m, said);
  if (changed === text && said !== 'storm: { cards: 20 }') throw new Error('the shipped policy says nothing of storms');
  return changed;
}

function problemsOf(loaded: ReturnType<typeof loadPolicy>): string[] {
  if ('policy' in loaded) throw new Error('these rules loaded');
  return loaded.problems.map(problemText);
}

function policyOf(loaded: ReturnType<typeof loadPolicy>) {
  if ('problems' in loaded) throw new Error(problemsOf(loaded).join('\n'));
  return loaded.policy;
}

describe('loadPolicy', () => {
  it('loads the rules that Irene ships', () => {
    expect(policyOf(loadPolicy(shipped)).routing.critical).toEqual({
      project: true,
      central: true,
      mention: true,
      github: true,
      pagerduty: 'high',
    });
  });

  it.each([
    [
      'a misspelt key',
      "projects:\n  - name: web\n    acounts: ['1']\n",
      'projects.yml:3:14: projects.0.acounts: Unrecognized key: "acounts"',
    ],
    [
      'an account id without quotes',
      'projects:\n  - name: web\n    accounts: [011122223333]\n',
      'projects.yml:3:16: 011122223333 is read as the number 11122223333: put it in quotes if it is an id or a name',
    ],
    [
      'a channel that is none',
      'projects:\n  - name: web\n    accounts: []\n    channels: [team web]\n',
      'projects.yml:4:16',
    ],
    [
      'an account with two owners',
      "projects:\n  - {name: a, accounts: ['1']}\n  - {name: b, accounts: ['1']}\n",
      'account 1 belongs to a and to b',
    ],
    [
      'two projects of one name',
      'projects:\n  - {name: a, accounts: []}\n  - {name: a, accounts: []}\n',
      'two projects are named a',
    ],
    ['broken YAML', 'projects:\n  - {name: web\n', 'projects.yml:3:1'],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(60)}*a]\nc: [${'*b,'.repeat(60)}*b]\n`,
      'projects.yml:1:1',
    ],
  ])('names the place of %s', (_name, text, expected) => {
    expect(problemsOf(load(text)).join('\n')).toContain(expected);
  });

  it.each([
    ['storm: { cards: 3 }', { cards: 3 }],
    ['storm: {}', { cards: 20 }],
    ['', { cards: 20 }],
  ])('a storm said as %j begins beyond %j', (said, expected) => {
    expect(policyOf(load('projects: []', policyWith(said))).storm).toEqual(expected);
  });

  it.each([
    ['storm: { cards: 0 }', ':17: storm.cards: expected a whole number from 1 to 1000'],
    ['storm: { cards: 2.5 }', 'storm.cards: expected a whole number from 1 to 1000'],
    ['storm: { cards: many }', 'storm.cards: expected a whole number from 1 to 1000'],
    ['storm: { cards: 1001 }', 'storm.cards: expected a whole number from 1 to 1000'],
    ['storm: { card: 5 }', 'storm.card: Unrecognized key: "card"'],
    ['storm: 5', 'storm: '],
  ])('names what is wrong with %j', (said, expected) => {
    expect(problemsOf(load('projects: []', policyWith(said))).join('\n')).toContain(expected);
  });

  it('says the reminders that it ships in so many words as they are without any', () => {
    expect(policyOf(loadPolicy(shipped)).reminding).toEqual(usualReminding);
    const without = (shipped.find((file) => file.path === 'policy.yml')?.text ?? '')
      .replace(/^(?:time_zone|working_hours|still_working|digest|weekly_numbers):.*$/gm, '')
      .replace(/^reminders:\n(?: .*\n)+/m, '');
    expect(without).not.toContain('every:');
    expect(policyOf(load('projects: []', without)).reminding).toEqual(usualReminding);
  });

  it.each([
    ['critical: { every: 15m, after_ack: 1d, at_any_hour: true }', 'critical: { every: 20s }', 'expected 5m or longer'],
    [
      'critical: { every: 15m, after_ack: 1d, at_any_hour: true }',
      'critical: often',
      'reminders.critical: expected never, or { every',
    ],
    ['time_zone: UTC', 'time_zone: Mars/Olympus', 'time_zone: expected a time zone like Asia/Tokyo'],
    ['from: "09:00"', 'from: "19:00"', 'expected that from is earlier than to'],
    ['days: [mon, tue', 'days: [monday, tue', 'expected mon, tue, wed, thu, fri, sat or sun'],
    ['digest: { at: "09:00"', 'digest: { at: 9am', 'digest.at: expected a time of the day like 09:00'],
  ])('names what is wrong with reminders where %s is %s', (as, wrong, expected) => {
    const text = shipped.find((file) => file.path === 'policy.yml')?.text ?? '';
    expect(text).toContain(as);
    expect(problemsOf(load('projects: []', text.replace(as, wrong))).join('\n')).toContain(expected);
  });

  it('lets a project have its own clock and hours', () => {
    const hours = "{ days: [sun, mon], from: '10:00', to: '24:00' }";
    const [project] = policyOf(
      load(`projects:\n  - { name: web, accounts: [], time_zone: Asia/Tokyo, working_hours: ${hours} }\n`),
    ).projects;
    expect(project).toMatchObject({ timeZone: 'Asia/Tokyo', workingHours: { days: [0, 1], from: 600, to: 1440 } });
  });

  it('says which file is missing', () => {
    expect(problemsOf(loadPolicy([]))).toEqual(['policy.yml:1:1: this file is needed and is not there']);
  });

  it('asks for the right name of a file that would be passed over', () => {
    const renamed = shipped.map((file) => ({ ...file, path: file.path.replace('.yml', '.yaml') }));
    expect(problemsOf(loadPolicy(renamed))).toEqual([
      'policy.yaml:1:1: this file must be named policy.yml',
      'projects.yaml:1:1: this file must be named projects.yml',
    ]);
    const both = [...shipped, { path: 'projects.yaml', text: 'projects: []' }];
    expect(problemsOf(loadPolicy(both))).toEqual(['projects.yaml:1:1: this file must be named projects.yml']);
  });

  it('lets other files be', () => {
    expect(policyOf(loadPolicy([...shipped, { path: 'detect/policy.yaml', text: '' }]))).toBeDefined();
  });

  it('names a severity that there is not', () => {
    const policy = shipped
      .find((file) => file.path === 'policy.yml')
      ?.text.replace('severity: critical', 'severity: terrible');
    expect(problemsOf(load('projects: []', policy))[0]).toMatch(/^policy\.yml:\d+:\d+: severity\.guardduty/);
  });
});

describe('judge', () => {
  const policy = policyOf(load("projects:\n  - {name: web, accounts: ['111122223333']}\n"));
  const noRules = { severities: [], closes: [], identities: [], silences: [] };
  const judged = (alert: Alert): Finding => judge({ alert, now: 0 }, { ...noRules, policy }).finding;

  it('keeps actions to the user groups and people that are named, and leaves the others to everybody', () => {
    const said = policyWith('storm: { cards: 20 }').replace(
      'permissions: {}',
      'permissions: { close: [S0SEC, U0AKI] }',
    );
    expect(policyOf(load('projects: []', said)).permissions).toEqual({ close: ['S0SEC', 'U0AKI'] });
    expect(policyOf(loadPolicy(shipped)).permissions).toEqual({});
  });

  it.each([
    ['{ clos: [S0SEC] }', 'permissions: unknown key `clos`'],
    ['{ close: ["@security"] }', 'expected a user group id (S…) or a user id (U…)'],
    ['{ close: S0SEC }', 'expected a list of user group ids (S…) and user ids (U…)'],
    ['{ close: [] }', 'expected somebody'],
    ['[close]', 'permissions'],
  ])('names what is wrong with permissions: %s', (wrong, expected) => {
    const said = policyWith('storm: { cards: 20 }').replace('permissions: {}', `permissions: ${wrong}`);
    const [problem = ''] = problemsOf(load('projects: []', said));
    expect(problem).toMatch(/^policy\.yml:\d+:\d+: /);
    expect(problem).toContain(expected);
  });

  it.each([
    ['guardduty', '9.5', 'critical'],
    ['guardduty', '9', 'critical'],
    ['guardduty', '8.9', 'high'],
    ['guardduty', '4', 'medium'],
    ['guardduty', '0.1', 'low'],
    ['guardduty', 'not a number', 'medium'],
    ['guardduty', '', 'medium'],
    ['scc', 'high', 'high'],
    ['scc', 'SEVERITY_UNSPECIFIED', 'medium'],
    ['irene', 'none', 'none'],
    ['falco', 'Critical', 'critical'],
    ['falco', 'Emergency', 'medium'],
  ])('rates %s %s as %s and says why', (source, nativeSeverity, severity) => {
    const finding = judged(anAlert({ source, nativeSeverity }));
    expect(finding.severity).toBe(severity);
    expect(finding.trace.map((step) => step.decides)).toEqual(['identity', 'severity', 'route']);
  });

  it("rates Irene's own alerts by their own words where the table of a team does not say otherwise", () => {
    const own = (table: Policy['severityOf'][string] | undefined, said: string): Finding => {
      const severityOf = { ...policy.severityOf, ...(table === undefined ? {} : { [opsSource]: table }) };
      const alert = anAlert({ source: opsSource, nativeSeverity: said });
      return judge({ alert, now: 0 }, { ...noRules, policy: { ...policy, severityOf } }).finding;
    };
    const some = { kind: 'words', words: { HIGH: 'medium' } } as const;
    expect(own(some, 'low').severity).toBe('low');
    expect(own(some, 'high').severity).toBe('medium');
    expect(own({ kind: 'bands', bands: [{ atLeast: 1, severity: 'high' }] }, 'low').severity).toBe('low');
    expect(own(some, 'terrible').severity).toBe(policy.unknownSeverity);
  });

  it('finds the owner of an account, or says that nobody claims it', () => {
    expect(judged(anAlert()).project).toBe('web');
    const orphan = judged(anAlert({ account: '999' }));
    expect(orphan.project).toBe('unassigned');
    expect(orphan.trace.at(-1)?.because).toBe('no project claims account 999');
  });
});

describe('ops of policy.yml', () => {
  const shippedPolicy = shipped.find(({ path }) => path === 'policy.yml')?.text ?? '';
  const withoutOps = shippedPolicy.slice(0, shippedPolicy.indexOf('ops:\n'));

  it('may be left out, and ships what is usual', () => {
    expect(policyOf(load('projects: []', withoutOps)).ops).toEqual(usualOps);
    expect(policyOf(loadPolicy(shipped)).ops).toEqual(usualOps);
  });

  it('says when a source is silent', () => {
    const silence = "[{source: scc, after: 6h}, {source: scc, account: '*', after: never}, {source: a, after: 30m}]";
    expect(policyOf(load('projects: []', `${withoutOps}ops: {lag_minutes: 5, silence: ${silence}}`)).ops).toEqual({
      ...usualOps,
      lagMinutes: 5,
      silence: [
        { source: 'scc', after: 21_600_000 },
        { source: 'scc', account: '*', after: 'never' },
        { source: 'a', after: 1_800_000 },
      ],
    });
  });

  it.each([
    ['a length without a unit', 'silence: [{source: scc, after: 6}]', 'expected a length like 30m, 6h or 7d, or never'],
    ['an account as a number', 'silence: [{source: scc, account: 1, after: 6h}]', 'put the account id in quotes'],
    ['more than all', 'disk_percent: 101', 'disk_percent'],
    ['a misspelt key', 'lag: 5', 'Unrecognized key: "lag"'],
  ])('names %s', (_, line, expected) => {
    expect(problemsOf(load('projects: []', `${withoutOps}ops: {${line}}`)).join()).toContain(expected);
  });
});

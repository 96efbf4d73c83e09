import { describe, expect, it } from 'vitest';
import { loadRules, loadRuleDocuments } from '#rules/load-rules.ts';
import { problemText } from '#rules/rule-file.ts';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { aDetectionText as detection, aboutAlerts as quiet, ruleIn, warningsIn } from './load-texts.ts';

describe('each kind of rule', () => {
  it('detection: by its folder, with count, key and routing', () => {
    const text = `${detection}key: [recipientAccountId]
count: {by: [sourceIPAddress], within: 5m, at_least: 3, fire: nth}
page: high
channels: ['#cloud']
mention: false
runbook: https://wiki.example.com/root
`;
    expect(ruleIn('detection', { 'detect/aws/root.yml': text })).toMatchObject({
      id: 'root-used',
      path: 'detect/aws/root.yml',
      line: 1,
      status: 'on',
      severity: 'high',
      logsource: { product: 'aws', service: 'cloudtrail' },
      key: ['recipientAccountId'],
      counting: { type: 'event_count', by: ['sourceIPAddress'], withinMs: 300_000, fire: 'nth' },
      routing: { page: 'high', channels: ['#cloud'], mention: false, runbook: 'https://wiki.example.com/root' },
    });
  });

  it('config', () => {
    const text = `id: open\nresource: {provider: aws, type: s3.bucket}\ndetection: {s: {Public: true}, condition: s}\nlevel: low\n`;
    const rule = ruleIn('config', { 'config/open.yml': text });
    expect(rule).toMatchObject({ resource: { provider: 'aws', type: 's3.bucket' }, severity: 'low', title: 'Open' });
    expect(rule.detection.matches({ fields: { Public: true } })).toBe(true);
  });

  it('severity: an adjustment, and steps of repeats', () => {
    const text = `id: fade\norder: 7\nfinal: true\n${quiet}repeat: {by: [alert.id], within: 24h, steps: [{from: 2, lower: 1}, {from: 10, set: high}]}\n`;
    expect(ruleIn('severity', { 'severity/fade.yml': text })).toMatchObject({
      order: 7,
      final: true,
      repeat: {
        by: ['alert.id'],
        withinMs: 86_400_000,
        steps: [
          { from: 2, adjust: { do: 'lower', by: 1 } },
          { from: 10, adjust: { do: 'set', to: 'high' } },
        ],
      },
    });
    expect(ruleIn('severity', { 'severity/cap.yml': `id: cap\n${quiet}cap: informational\n` })).toMatchObject({
      order: 1000,
      adjust: { do: 'cap', to: 'none' },
    });
  });

  it('close: by what comes, and by nothing coming', () => {
    const text = `id: gone\n${quiet}same: [alert.resource.id]\nreason: fixed_or_deleted\nreopen: false\n`;
    expect(ruleIn('close', { 'close/gone.yml': text })).toMatchObject({
      same: ['alert.resource.id'],
      reason: 'fixed_or_deleted',
      reopen: false,
    });
    expect(ruleIn('close', { 'close/idle.yml': `id: idle\n${quiet}idle: 7d\n` })).toMatchObject({
      reason: 'expired',
      reopen: true,
      idleMs: 7 * 86_400_000,
    });
  });

  it('identity, which may share its name', () => {
    const text = `id: one\n${quiet}by: [alert.account, update.Title]\nname: weakness\n`;
    expect(ruleIn('identity', { 'identity/one.yml': text })).toMatchObject({
      by: ['alert.account', 'update.Title'],
      name: 'weakness',
    });
    expect(ruleIn('identity', { 'identity/two.yml': `id: two\n${quiet}by: [alert.id]\n` }).name).toBe('two');
  });

  it.each([
    ['2026-03-31', '2026-03-31T23:59:59.999Z'],
    ['2026-03-31T18:00:00+09:00', '2026-03-31T09:00:00.000Z'],
  ])('silence until %s, a day to its end', (until, at) => {
    const text = `id: hush\n${quiet}until: ${until}\nreason: pen test\n`;
    expect(ruleIn('silence', { 'silence/hush.yml': text })).toMatchObject({ until: at, reason: 'pen test' });
  });

  it('beside the folders: by its kind, or as one of Sigma', () => {
    expect(ruleIn('detection', { 'a.yml': detection }).id).toBe('root-used');
    expect(ruleIn('detection', { 'team/a.yml': detection }).id).toBe('root-used');
  });

  it('its own kind beats the folder, and a folder of its own needs no kind', () => {
    expect(ruleIn('silence', { 'x.yml': `kind: silence\nid: a\n${quiet}until: 2030-01-01\nreason: r\n` }).id).toBe('a');
    expect(ruleIn('close', { 'severity/x.yml': `kind: close\nid: a\n${quiet}reason: fixed\n` }).id).toBe('a');
  });
});

describe('a field that the log never has', () => {
  it('is a warning with its place and the nearest names, wherever it is named', () => {
    const text = `id: a
level: low
logsource: {product: aws, service: cloudtrail}
detection:
  s:
    eventname: ConsoleLogin
    requestParameters.whatever: x
    facts.contry: JP
  condition: s
key: [recipientAccountID]
count:
  by: [sourceIPAddress, userName]
  within: 1h
  at_least: 2
  distinct: [nonsense]
`;
    const unknown = 'no record of this log has the field';
    expect(warningsIn({ 'detect/a.yml': text })).toEqual([
      expect.stringContaining(
        `detect/a.yml:6:5: detection.s.eventname: ${unknown} eventname as far as Irene knows (did you mean "eventName"`,
      ),
      expect.stringContaining(
        'detect/a.yml:8:5: detection.s.facts.contry: no such fact: facts.contry (did you mean "facts.country"?)',
      ),
      expect.stringMatching(/^detect\/a\.yml:10:7: key\.0: .* \(did you mean "recipientAccountId"/),
      expect.stringMatching(/^detect\/a\.yml:12:25: count\.by\.1: .* \(did you mean "userIdentity.userName"/),
      expect.stringMatching(/^detect\/a\.yml:15:14: count\.distinct\.0: .* nonsense as far as Irene knows$/),
    ]);
  });

  it('is looked for in the log that is meant, by whichever name', () => {
    const of = (logsource: string) =>
      warningsIn({ 'detect/a.yml': detection.replace('{product: aws, service: cloudtrail}', logsource) });
    expect(of('{product: AWS, service: CloudTrail}')).toEqual([]);
    expect(of('{product: gcp, service: gcp.audit}')).toHaveLength(1);
    expect(of('{product: google_workspace, service: admin}')).toHaveLength(1);
    expect(of('{product: okta, service: okta}')).toEqual([]);
  });
});

const shipped = await readRuleFiles('rules');

describe('the folder as a set', () => {
  it('has the rules in the order in which they are asked, without those that are off', () => {
    const files = [
      ...shipped.filter(({ path }) => !path.includes('/')),
      {
        path: 'severity/a.yml',
        text: `id: z\norder: 1\n${quiet}raise: 1\n---\nid: y\norder: 2\n${quiet}raise: 1\n---\nid: x\norder: 2\n${quiet}raise: 1\n`,
      },
      { path: 'severity/b.yml', text: `id: gone\nstatus: off\n${quiet}raise: 1\n` },
    ];
    const loaded = loadRules(files);
    if ('problems' in loaded) throw new Error(loaded.problems.map(problemText).join('\n'));
    expect(loaded.rules.severities.map(({ id }) => id)).toEqual(['z', 'x', 'y']);
    expect(loaded.rules.rules.map(({ id }) => id)).toEqual(['z', 'y', 'x']);
  });

  it('has another version after each change, and the same for the same files in any order', () => {
    const versionOf = (files: typeof shipped) => {
      const loaded = loadRules(files);
      return 'rules' in loaded ? loaded.rules.version : 'none';
    };
    const version = versionOf(shipped);
    expect(versionOf(shipped.toReversed())).toBe(version);
    expect(versionOf([...shipped, { path: 'lists/more.yml', text: '[a]' }])).not.toBe(version);
  });

  it('is refused as a whole when something is wrong in it', () => {
    const loaded = loadRules([...shipped, { path: 'detect/bad.yml', text: 'id: [' }]);
    expect(loaded).toMatchObject({ problems: [{ path: 'detect/bad.yml' }] });
  });

  it('may be of 10,000 rules', () => {
    const files = Array.from({ length: 10_000 }, (_, at) => ({
      path: `detect/r${at}.yml`,
      text: detection.replace('root-used', `r${at}`).replace('Root}', `Root${at}}`),
    }));
    const { rules, problems } = loadRuleDocuments(files);
    expect(problems).toEqual([]);
    expect(rules).toHaveLength(10_000);
  }, 120_000);
});

import { describe, expect, it } from 'vitest';
import { aFolder, irene } from './a-command.ts';

const rule = `id: trail-stopped
title: The trail was stopped
logsource: {product: aws, service: cloudtrail}
detection:
  stopped:
    eventSource: cloudtrail.amazonaws.com
    eventName: StopLogging
  failed:
    errorCode|exists: true
  condition: stopped and not failed
level: critical
tests:
  - name: a stopped trail
    event: {eventSource: cloudtrail.amazonaws.com, eventName: StopLogging}
    expect: {alerts: 1, level: critical}
  - name: a denied attempt
    event: {eventSource: cloudtrail.amazonaws.com, eventName: StopLogging, errorCode: AccessDenied}
    expect: {alerts: 0}
  - name: another call
    event: {eventSource: cloudtrail.amazonaws.com, eventName: StartLogging}
    expect: {alerts: 0}
`;
const another = `  - name: the same call of another service
    event: {eventSource: other.amazonaws.com, eventName: StopLogging}
    expect: {alerts: 0}
`;

async function run(text: string, ...args: string[]) {
  const cwd = await aFolder({ 'a.yml': text });
  return irene(['test', 'a.yml', ...args], { cwd });
}

/** The worked examples of the rule language, each with its tests. */
const counted = `id: sign-in-failures
title: Repeated sign-in failures
logsource: {product: aws, service: cloudtrail}
detection:
  fail: {eventName: ConsoleLogin, responseElements.ConsoleLogin: Failure}
  condition: fail
count: {by: [recipientAccountId, sourceIPAddress], within: 5m, at_least: 5, fire: once}
level: medium
tests:
  - name: the fifth failure fires, the sixth does not fire again
    template: {eventName: ConsoleLogin, recipientAccountId: '1', sourceIPAddress: 198.51.100.7, responseElements: {ConsoleLogin: Failure}}
    events: [{at: 0s, repeat: 6, every: 30s}]
    expect: {alerts: 1, at: 2m}
  - name: five failures spread over six minutes stay quiet
    template: {eventName: ConsoleLogin, recipientAccountId: '1', sourceIPAddress: 198.51.100.7, responseElements: {ConsoleLogin: Failure}}
    events: [{at: 0s, repeat: 5, every: 90s}]
    expect: {alerts: 0}
  - name: the same event delivered five times is one
    template: {eventID: e1, eventName: ConsoleLogin, recipientAccountId: '1', sourceIPAddress: 198.51.100.7, responseElements: {ConsoleLogin: Failure}}
    events: [{at: 0s, repeat: 5}]
    expect: {alerts: 0}
`;
const resource = `id: wider-than-8
kind: config
title: Security group lets in more than a /8
resource: {provider: aws, type: ec2.security_group}
detection:
  wide: {'IpPermissions[any]': {'IpRanges[any]': {'CidrIp|wider_than': 8}}}
  condition: wide
level: high
tests:
  - name: a /3
    resource: {IpPermissions: [{IpRanges: [{CidrIp: 32.0.0.0/3}]}]}
    expect: {open: true}
  - name: exactly /8
    resource: {IpPermissions: [{IpRanges: [{CidrIp: 10.0.0.0/8}]}]}
    expect: {open: false}
`;
const severity = `id: raise-public
kind: severity
title: Public and without authentication
detection:
  exposed: {facts.public_reachable: 'true', facts.auth_required: 'false'}
  condition: exposed
raise: 1
tests:
  - {name: high becomes critical, alert: {level: high}, facts: {public_reachable: true, auth_required: false}, expect: {level: critical}}
  - {name: unknown changes nothing, alert: {level: high}, facts: {public_reachable: true, auth_required: null}, expect: {level: high}}
  - {name: private, alert: {level: high}, facts: {public_reachable: false, auth_required: false}, expect: {level: high}}
---
id: fade-repeats
kind: severity
title: Repeats are less, the tenth is more
detection: {noisy: {alert.source: guardduty}, condition: noisy}
repeat: {by: [alert.rule_id, alert.resource.id], within: 24h, steps: [{from: 2, lower: 1}, {from: 10, raise: 1}]}
tests:
  - name: second is lowered, tenth is raised
    alert: {source: guardduty, level: medium, rule_id: Recon:EC2/Portscan, resource: {id: i-1}}
    repeat: {times: 10, every: 1h}
    expect: {levels: [medium, low, low, low, low, low, low, low, low, high]}
  - name: another source
    alert: {source: scc, level: medium}
    repeat: {times: 2, every: 1h}
    expect: {levels: [medium, medium]}
`;
const others = `id: archived
kind: close
title: Archived
detection: {archived: {update.service.archived: 'true'}, condition: archived}
same: [alert.resource.id]
reason: expected
tests:
  - {name: yes, alert: {resource: {id: a}}, update: {service: {archived: true}}, expect: {closed: true, reason: expected}}
  - {name: no, alert: {resource: {id: a}}, update: {service: {archived: false}}, expect: {closed: false}}
  - {name: of another, alert: {resource: {id: a}}, update_of: {resource: {id: b}}, update: {service: {archived: true}}, expect: {closed: false}}
---
id: one-finding
kind: identity
title: One finding
detection: {hub: {alert.source: securityhub}, condition: hub}
by: [update.Id]
tests:
  - {name: same, alerts: [{alert: {source: securityhub}, update: {Id: a}}, {alert: {source: securityhub}, update: {Id: a}}], expect: {same: true}}
  - {name: two, alerts: [{alert: {source: securityhub}, update: {Id: a}}, {alert: {source: securityhub}, update: {Id: b}}], expect: {same: false}}
  - {name: no word, alerts: [{alert: {source: x}, update: {Id: a}}, {alert: {source: x}, update: {Id: a}}], expect: {same: false}}
---
id: quiet
kind: silence
title: Quiet
until: '2099-01-01'
reason: a move
detection: {s: {alert.account: '1'}, condition: s}
tests:
  - {name: yes, alert: {account: '1'}, expect: {silenced: true}}
  - {name: no, alert: {account: '2'}, expect: {silenced: false}}
`;

describe('irene rules test', () => {
  it('passes what is right in every part', async () => {
    const { code, out } = await run(`${rule}${another}`);
    expect(out).toBe(
      '✓ trail-stopped: 4 of 4 tests pass, 6 of 6 conditions are needed by a test, 3 of 3 were seen to hold and to fail\n4 tests pass, 0 fail; 1 rules\n',
    );
    expect(code).toBe(0);
  });

  it('names a condition that no test needs, with its place, and fails', async () => {
    const { code, out } = await run(rule);
    expect(code).toBe(1);
    expect(out).toContain('  a.yml:6:5: without eventSource, every test still passes\n');
    expect((await run(rule, '--no-mutate')).code).toBe(0);
  });

  it('explains a failure: which condition, and what was there', async () => {
    const { code, out } = await run(rule.replace('eventName: StopLogging}', 'eventName: "Stop\\u001b[31m"}'));
    expect(code).toBe(1);
    expect(out).toContain('✗ a stopped trail (a.yml:13:5)');
    expect(out).toContain('expected 1 alert of level critical');
    expect(out).toContain('but was  no alert');
    expect(out).toMatch(/✗ eventName is StopLogging \(there: Stop\\u\{1b\}\[31m\)/);
    expect(out).toMatch(/✓ eventSource is cloudtrail/);
    expect(out).not.toContain('\u001b');
  });

  it('runs the tests of every kind of rule', async () => {
    const cwd = await aFolder({ 'a.yml': counted, 'b.yml': resource, 'c.yml': severity, 'd.yml': others });
    const { out } = await irene(['test', '.', '--json', '--no-mutate'], { cwd });
    const { ok, rules } = JSON.parse(out) as { ok: boolean; rules: { rule: string; tests: { passed: boolean }[] }[] };
    expect(rules.map((each) => [each.rule, each.tests.length, each.tests.every(({ passed }) => passed)])).toEqual([
      ['sign-in-failures', 3, true],
      ['wider-than-8', 2, true],
      ['raise-public', 3, true],
      ['fade-repeats', 2, true],
      ['archived', 3, true],
      ['one-finding', 3, true],
      ['quiet', 2, true],
    ]);
    expect(ok).toBe(true);
  });

  it('wants a test that matches and one that does not, but not of the rules of Sigma', async () => {
    const only = rule.slice(0, rule.indexOf('  - name: a denied'));
    expect((await run(only)).out).toContain('a.yml:12:1: no test in which it does nothing');
    const plain = only.slice(0, only.indexOf('tests:'));
    const policy = 'severity: {}\nunknown_severity: medium\n';
    const cwd = await aFolder({
      'policy.yml': policy,
      'sigma/a.yml': plain,
      'detect/b.yml': plain.replace('trail-stopped', 'b'),
    });
    expect((await irene(['test', 'sigma'], { cwd })).code).toBe(0);
    const { code, out } = await irene(['test', 'detect'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('no test in which it does something');
  });

  it('reads the records of a file beside the rule, and none outside of the rules', async () => {
    const withFile = (file: string): string =>
      `${rule}${another}  - {name: from a file, file: ${file}, expect: {alerts: 2}}\n`;
    const stop = { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' };
    const cwd = await aFolder({
      'r/detect/a.yml': withFile('fixtures/x.json'),
      'r/detect/fixtures/x.json': JSON.stringify({ Records: [stop, { eventName: 'X' }, stop] }),
      'secret.json': '[]',
    });
    expect((await irene(['test', 'r'], { cwd })).code).toBe(0);
    const outside = await aFolder({ 'r/detect/a.yml': withFile('../../secret.json'), 'secret.json': '[]' });
    const { code, out } = await irene(['test', 'r'], { cwd: outside });
    expect(code).toBe(1);
    expect(out).toContain('lies outside of the rules folder');
  });

  it('tells where a test is wrong itself, as irene rules check does', async () => {
    const wrong = rule.replace('expect: {alerts: 0}', 'expects: {alerts: 0}');
    expect((await run(wrong)).code).toBe(1);
    const cwd = await aFolder({ 'a.yml': wrong });
    const { code, out } = await irene(['check', 'a.yml'], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/a\.yml:16:5: tests\.1: .*expects/);
  });
});

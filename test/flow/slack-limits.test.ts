import { describe, expect, it } from 'vitest';
import { until } from '#test/until.ts';
import { aFindingText, aTown } from './a-town.ts';

describe('a Slack that takes one message a second and channel', { timeout: 60_000 }, () => {
  it('gets every card, the worst first, and is hardly ever asked too early', async () => {
    const town = await aTown({ GITHUB_TOKEN: '', GITHUB_REPO: '', PAGERDUTY_ROUTING_KEY: '' });
    town.slack.strictness.messagesPerSecond = 1;
    const severities = ['low', 'low', 'low', 'low', 'low', 'critical', 'critical', 'critical'];
    const findings = severities.map((severity, i) =>
      aFindingText({
        id: `f${i}`,
        severity,
        title: `${severity} ${i}`,
        resource: { id: `bucket-${i}`, type: 'Bucket' },
      }),
    );
    await town.drop('storm.jsonl', findings.join('\n'));
    await until('all to be recorded', () => town.irene.log.some((line) => line.msg === 'file read'), 30_000);
    // What was posted while the file was still read could not know of worse, and one more may be on its way.
    const early = town.cards('C0WEB').length + 1;
    await until('eight cards', () => town.cards('C0WEB').length === 8, 30_000);
    const isCritical = town.cards('C0WEB').map((card) => JSON.stringify(card.blocks).includes('critical'));
    const late = isCritical.slice(early);
    expect(late).toEqual(late.toSorted((a, b) => Number(b) - Number(a)));
    const refused = town.slack.calls.filter((call) => call.status === 429 && call.args['channel'] === 'C0WEB');
    expect(refused.length).toBeLessThanOrEqual(2);
  });

  it('shows everything after it was down, and tells nobody twice', async () => {
    const town = await aTown({ GITHUB_TOKEN: '', GITHUB_REPO: '', PAGERDUTY_ROUTING_KEY: '' });
    town.slack.failNext('chat.postMessage', { status: 503 }, 2);
    town.slack.failNext('chat.postMessage', { status: 429, retryAfter: 1 }, 1);
    await town.drop('leak.json', aFindingText());
    await until('both cards', () => town.cards('C0WEB').length === 1 && town.cards('C0SECURITY').length === 1, 30_000);
    await until('the evidence', () => town.replies('C0WEB', town.cards('C0WEB')[0]?.ts ?? '').length === 1, 30_000);
    expect([town.cards('C0WEB').length, town.cards('C0SECURITY').length]).toEqual([1, 1]);
  });
});

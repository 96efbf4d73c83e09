import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault } from '#sandbox/slack/slack-sandbox.ts';
import type { Town } from '#sandbox/start-town.ts';
import { until } from '#test/until.ts';
import { aFindingText, aTown } from './a-town.ts';

/** Slack takes no message until the returned function is called. */
function breakSlack({ slack }: Town): () => void {
  const fault: { status?: number; delayMs?: number } = { status: 503 };
  slack.failNext('chat.postMessage', fault as Fault, Infinity);
  return () => {
    delete fault.status;
    fault.delayMs = 0;
  };
}

/** PagerDuty is told at once instead of after two minutes. */
async function makeImpatient(town: Town): Promise<void> {
  const path = join(town.home, 'rules', 'policy.yml');
  const policy = await readFile(path, 'utf8');
  await writeFile(path, policy.replace('slack_down_minutes: 2', 'slack_down_minutes: 0'));
  await town.killAndRestart();
}

describe('while Slack is down', { timeout: 180_000 }, () => {
  it('PagerDuty is told once that it is, and when Slack is back incident and ops case are closed', async () => {
    const town = await aTown();
    await makeImpatient(town);
    const mendSlack = breakSlack(town);
    await town.drop('leak.json', aFindingText({ severity: 'low' }));
    const incident = await until('the incident', () => town.pagerduty.incidents[0], 60_000);
    expect(incident).toMatchObject({ status: 'triggered', urgency: 'high' });
    expect(incident.title).toContain('Irene cannot show cases in slack ');
    expect(town.irene.log.filter(({ msg, about }) => msg === 'ops alert' && about === 'slack')).toHaveLength(1);

    mendSlack();
    await until('the card', () => town.cards('C0WEB')[0], 90_000);
    await until('the incident to be resolved', () => town.pagerduty.incidents[0]?.status === 'resolved', 90_000);
    const closed = (): boolean =>
      town
        .cards('C0OPS')
        .some((card) => /cannot show cases in slack/.test(JSON.stringify(card)) && /Closed/.test(JSON.stringify(card)));
    await until('the ops card to say that it is over', closed, 60_000);
    expect(town.pagerduty.incidents).toHaveLength(1);
  });
});

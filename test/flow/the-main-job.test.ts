import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ingestToken, type Town } from '#sandbox/start-town.ts';
import { until } from '#test/until.ts';
import { aFindingText, aTown } from './a-town.ts';

function labels(town: Town): string[] {
  return town.issues()[0]?.labels ?? [];
}

async function shownEverywhere(town: Town): Promise<string> {
  const card = await until('the card', () => town.cards('C0WEB')[0]);
  await until('the card of the central channel', () => town.cards('C0SECURITY')[0]);
  await until('the issue', () => town.issues()[0]);
  await until('the incident', () => town.pagerduty.incidents[0]);
  await until('the card to link the issue', () => JSON.stringify(town.cards('C0WEB')).includes('#1'));
  return card.ts;
}

const press = (town: Town, ts: string, actionId: string, by = 'UAKI') =>
  town.slack.person(by).act({ channel: 'C0WEB', ts, actionId });

const acknowledgedBy = (town: Town, channel: string): string | undefined =>
  /\*Acknowledged\* by (Aki|Ben)/.exec(JSON.stringify(town.cards(channel)))?.[1];

/** What the menu of the card carries for Close…. */
function closeOption(town: Town): string {
  return /1:irn-[a-z2-7]{12}:close/.exec(JSON.stringify(town.cards('C0WEB')))?.[0] ?? '';
}

describe('one finding, from file to closed', { timeout: 180_000 }, () => {
  it('is shown in Slack, GitHub and PagerDuty, follows every click, and ends everywhere', async () => {
    const town = await aTown();
    await town.drop('leak.json', aFindingText());
    const ts = await shownEverywhere(town);
    expect(labels(town)).toEqual(expect.arrayContaining(['severity:critical', 'project:web', 'status:open']));
    expect(town.pagerduty.incidents).toMatchObject([{ status: 'triggered', urgency: 'high' }]);

    await Promise.all([press(town, ts, 'acknowledge', 'UAKI'), press(town, ts, 'acknowledge', 'UBEN')]);
    const winner = await until('the ack on the card', () => acknowledgedBy(town, 'C0WEB'));
    await until('the ack on the other card', () => acknowledgedBy(town, 'C0SECURITY'));
    await until(
      'the label',
      () => labels(town).includes('status:acknowledged') && !labels(town).includes('status:open'),
    );
    await until('the incident', () => town.pagerduty.incidents[0]?.status === 'acknowledged');
    const refusal = await until('the refusal of the other', () =>
      town.slack.workspace.ephemerals.find(({ text }) => text.startsWith('Already acknowledged')),
    );
    expect([refusal.user, refusal.text]).toEqual([winner === 'Aki' ? 'UBEN' : 'UAKI', expect.stringContaining(winner)]);

    await town.slack.person('UAKI').act({ channel: 'C0WEB', ts, actionId: 'more', option: closeOption(town) });
    await until('the modal', () => town.slack.workspace.views('UAKI').length === 1);
    const blocks = town.slack.workspace.views('UAKI')[0]?.view.blocks ?? [];
    expect(JSON.stringify(blocks)).toContain('false_positive');
    await town.slack.person('UAKI').submit({ reason: 'fixed', why: 'rotated the key' });
    await until('the issue to close', () => town.issues()[0]?.state === 'closed');
    await until('the incident to resolve', () => town.pagerduty.incidents[0]?.status === 'resolved');
    await until('the card to close', () => JSON.stringify(town.cards('C0WEB')).includes('rotated the key'));
    expect(town.issues()[0]).toMatchObject({
      stateReason: 'completed',
      comments: [expect.anything(), { body: expect.stringContaining('rotated the key') }],
    });

    await town.drop('again.json', aFindingText({ id: 'leak-2', at: '2026-03-02T11:00:00Z' }));
    await until('the issue to reopen', () => town.issues()[0]?.state === 'open');
    await until('a new incident', () => town.pagerduty.incidents.length === 2);
    expect([town.cards('C0WEB').length, town.cards('C0SECURITY').length, town.issues().length]).toEqual([1, 1, 1]);
  });

  it('a snooze and an escalation follow everywhere', async () => {
    const town = await aTown();
    await town.drop('leak.json', aFindingText({ severity: 'medium' }));
    const card = await until('the card', () => town.cards('C0WEB')[0]);
    await until('the issue', () => town.issues()[0]);
    expect(town.pagerduty.incidents).toEqual([]);

    await press(town, card.ts, 'snooze');
    await until('the modal', () => town.slack.workspace.views('UAKI').length === 1);
    await town.slack.person('UAKI').submit({ length: '1h', why: 'maintenance' });
    await until('the snooze on the card', () => JSON.stringify(town.cards('C0WEB')).includes('maintenance'));
    await until('the label', () => labels(town).includes('status:snoozed'));

    await press(town, card.ts, 'escalate');
    await until('the modal', () => town.slack.workspace.views('UAKI').length === 1);
    await town.slack.person('UAKI').submit({ why: 'please look' });
    await until('the page', () => town.pagerduty.incidents[0]);
    expect(town.pagerduty.incidents).toMatchObject([{ status: 'triggered', urgency: 'high' }]);
    await until('the escalation in the thread', () =>
      JSON.stringify(town.replies('C0WEB', card.ts)).includes('please look'),
    );
  });

  it('the same file twice, and the same finding from two files, are one of each', async () => {
    const town = await aTown();
    await town.drop('a.json', aFindingText());
    await shownEverywhere(town);
    await town.drop('b.json', aFindingText());
    await town.drop('c.json.gz', gzipSync(`[${aFindingText()}]`));
    await until(
      'three files in the ledger',
      () =>
        town.irene.log.filter((line) => line.msg === 'file read').length >= 2 &&
        town.irene.log.filter((line) => line.msg === 'file taken from the inbox').length === 3,
    );
    expect([
      town.cards('C0WEB').length,
      town.cards('C0SECURITY').length,
      town.issues().length,
      town.pagerduty.incidents.length,
    ]).toEqual([1, 1, 1, 1]);
    expect(JSON.stringify(town.cards('C0WEB'))).not.toContain('×2');
  });

  it('takes a file over HTTP with the token, and refuses it without', async () => {
    const town = await aTown();
    const post = (bearer: string) =>
      fetch(`http://127.0.0.1:${town.irene.port}/ingest/irene`, {
        method: 'POST',
        body: aFindingText(),
        headers: { authorization: `Bearer ${bearer}` },
      });
    expect((await post('wrong')).status).toBe(401);
    expect((await post(ingestToken)).status).toBe(202);
    await until('the card', () => town.cards('C0WEB')[0]);
  });

  it('runs without GitHub and PagerDuty and says so', async () => {
    const town = await aTown({ GITHUB_TOKEN: '', GITHUB_REPO: '', PAGERDUTY_ROUTING_KEY: '' });
    await town.drop('leak.json', aFindingText());
    await until('the card', () => town.cards('C0WEB')[0]);
    expect(town.irene.log.map((line) => line.msg)).toEqual(
      expect.arrayContaining(['no GitHub settings: cases get no issue', 'no PagerDuty settings: nobody is paged']),
    );
  });

  it('finds and shows cases by slash command', async () => {
    const town = await aTown();
    await town.drop('leak.json', aFindingText());
    await until('the card', () => town.cards('C0WEB')[0]);
    await town.slack.person('UBEN').command('C0SECURITY', '/irene search deploy key');
    const found = await until('the answer', () => town.slack.workspace.ephemerals.find((one) => one.user === 'UBEN'));
    expect(JSON.stringify(found)).toContain('A deploy key leaked');
  });

  it('stops when asked, and answers with 0', async () => {
    const town = await aTown();
    expect(await town.irene.kill('SIGTERM')).toBe(0);
    expect(town.irene.log.at(-1)?.msg).toBe('stopped');
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severities } from '#core/severity.ts';
import type { StormPlace } from '#core/mirror.ts';
import { locales } from '#core/words.ts';
import { checkAttachments, checkBlocks } from '#sandbox/slack/check-blocks.ts';
import type { Fault } from '#sandbox/slack/slack-sandbox.ts';
import { createSlackMirror } from '#slack/create-slack-mirror.ts';
import { readStormQuery, renderStormCard } from '#slack/storm-card.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase } from '#test/builders.ts';
import { aStorm, describeStormPlace } from '#test/contracts/storm-place.ts';
import { aDoor, channel, told } from './a-door.ts';
import { aLog, aSlack, cardsIn } from './a-slack.ts';
import { textsIn } from './texts-in.ts';

const faults: Record<'lostAnswer' | 'down' | 'limited' | 'gone', Fault> = {
  lostAnswer: { lostAnswer: true },
  down: { status: 503 },
  limited: { status: 429, retryAfter: 7 },
  gone: { error: 'is_archived' },
};

describeStormPlace('Slack', async () => {
  const { sandbox, clients } = await aSlack();
  const { storm } = createSlackMirror({ client: clients.poster, locale: 'en', log: aLog().log });
  const cards = () => cardsIn(sandbox, channel).filter(({ subtype }) => subtype === undefined);
  return {
    place: storm as StormPlace,
    to: '#security',
    shown: () => cards().map((card) => textsIn([card.blocks, card.attachments]).join('\n')),
    removeLast: () => sandbox.person('UBEN').deleteMessage(channel, cards().at(-1)?.ts ?? ''),
    fail: (fault) => sandbox.failNext('chat.postMessage', faults[fault]),
    writes: () => sandbox.calls.filter(({ method }) => /^chat\.(?:post|update)/.test(method)).length,
    close: async () => undefined,
  };
});

describe.each(locales)('the card of a storm in %s', (locale) => {
  const words = slackWordsOf(locale);

  test('is the golden one, on and over', async () => {
    const cards = [renderStormCard(aStorm(), words), renderStormCard(aStorm({ isOver: true }), words)];
    await expect(`${JSON.stringify(cards, null, 2)}\n`).toMatchFileSnapshot(`golden/${locale}-storm.json`);
  });

  test('of any size is what Slack takes', () => {
    const counts = fc.dictionary(fc.constantFrom(...severities), fc.nat());
    fc.assert(
      fc.property(counts, fc.boolean(), (counted, isOver) => {
        const card = renderStormCard(aStorm({ counts: counted, isOver }), words);
        expect(checkBlocks(card.blocks, 'message')).toEqual([]);
        expect(checkAttachments(card.attachments)).toEqual([]);
      }),
    );
  });
});

describe('the button of a storm', () => {
  async function aStormyDoor(cases = [aCase({ title: 'storm:0123456789ab' })]) {
    const door = await aDoor({ cases });
    const { storm } = createSlackMirror({ client: door.clients.poster, locale: 'en', log: aLog().log });
    const ref = await (storm as StormPlace).show({ storm: aStorm(), now: aStorm().since }, channel, undefined);
    return { ...door, ts: ref.id };
  }

  test('lists its cases to the person alone, and a case of the list can be worked on', async () => {
    const { sandbox, ts, desk, id } = await aStormyDoor();
    await sandbox.person('UAKI').act({ channel, ts, actionId: 'show_storm' });
    expect(await told(sandbox)).toContain('*1 case* for `storm:0123456789ab`');
    const [list] = sandbox.workspace.ephemerals;
    expect(list?.user).toBe('UAKI');
    await sandbox.person('UAKI').act({ channel, ts: list?.ts ?? '', actionId: 'show_case', value: `1:${id}` });
    await told(sandbox, 2);
    const card = sandbox.workspace.ephemerals.at(-1);
    await sandbox.person('UAKI').act({ channel, ts: card?.ts ?? '', actionId: 'acknowledge' });
    await expect.poll(() => desk.cases.get(id)?.status).toBe('acknowledged');
  });

  test('turns the pages of its list in place', async () => {
    const cases = Array.from({ length: 13 }, (_, i) =>
      aCase({ id: `irn-aaaaaaaaaaa${'abcdefghijklm'[i]}`, title: `${i} of storm:0123456789ab` }),
    );
    const { sandbox, ts } = await aStormyDoor(cases);
    await sandbox.person('UAKI').act({ channel, ts, actionId: 'show_storm' });
    expect(await told(sandbox)).toContain('*13 cases*');
    const [list] = sandbox.workspace.ephemerals;
    await sandbox.person('UAKI').act({ channel, ts: list?.ts ?? '', actionId: 'next_page' });
    await expect.poll(() => JSON.stringify(sandbox.workspace.ephemerals[0])).toContain('12 of storm');
    expect(sandbox.workspace.ephemerals).toHaveLength(1);
  });

  test('of another version finds nothing', () => {
    expect(readStormQuery('1:0123456789ab')).toBe('storm:0123456789ab');
    expect(['2:0123456789ab', '1:x" or y', ''].map(readStormQuery)).toEqual([undefined, undefined, undefined]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statuses, type Case } from '#core/case.ts';
import { severities } from '#core/severity.ts';
import { locales } from '#core/words.ts';
import { checkAttachments, checkBlocks } from '#sandbox/slack/check-blocks.ts';
import { renderCard } from '#slack/card.ts';
import { renderEvidence } from '#slack/evidence.ts';
import { renderNews } from '#slack/news.ts';
import { renderWhy } from '#slack/render-why.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase, aView, noon } from '#test/builders.ts';
import { anyNews, anyView, hostile } from './any-case.ts';
import { textsIn } from './texts-in.ts';

const en = slackWordsOf('en');
const aki = { kind: 'person', id: 'slack:UAKI', name: 'Aki Tanaka', via: 'slack' } as const;
const standing: Record<Case['status'], Partial<Case>> = {
  open: {},
  acknowledged: { status: 'acknowledged', statusBy: aki },
  snoozed: {
    status: 'snoozed',
    statusBy: aki,
    snoozedUntil: '2026-03-02T09:00:00.000Z',
    wakeWhenWorse: true,
    statusComment: 'maintenance',
  },
  closed: { status: 'closed', statusBy: { kind: 'rule', id: 'close/firewall-removed' }, reason: 'fixed' },
};
const elsewhere = [
  {
    destination: { mirror: 'github', to: 'acme/web' },
    ref: { id: '12', label: '#12', url: 'https://github.example/12', shownSeq: 1 },
  },
];

describe.each(locales)('golden cards in %s', (locale) => {
  test.each(statuses)('%s', async (status) => {
    const cards = severities
      .filter((severity) => severity === 'critical' || status === 'open')
      .map((severity) =>
        renderCard(
          aView({ case: aCase({ severity, count: 3, ...standing[status] }), elsewhere }),
          slackWordsOf(locale),
        ),
      );
    await expect(`${JSON.stringify(cards, null, 2)}\n`).toMatchFileSnapshot(`golden/${locale}-${status}.json`);
  });
});

describe.each(locales)('any case in %s', (locale) => {
  const words = slackWordsOf(locale);

  test('makes a card that Slack takes, without a mention or link from its data', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const card = renderCard(view, words, '<!here>');
        expect(checkBlocks(card.blocks, 'message')).toEqual([]);
        expect(checkAttachments(card.attachments)).toEqual([]);
        expect(card.text.length).toBeLessThanOrEqual(4000);
        expect(card.text.trim()).not.toBe('');
        expectNothingForged([card.text, ...textsIn([card.blocks, card.attachments], 'mrkdwn')]);
      }),
    );
  });

  test('makes evidence that Slack takes', () => {
    fc.assert(
      fc.property(anyView, ({ case: c }) => {
        const { text, blocks } = renderEvidence(c, words);
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expectNothingForged([text, ...textsIn(blocks, 'mrkdwn')]);
      }),
    );
  });

  test('says why in a way that Slack takes', () => {
    fc.assert(
      fc.property(anyView, ({ case: c }) => {
        const { text, blocks } = renderWhy(c, words);
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expect(text.length).toBeLessThanOrEqual(4000);
        expectNothingForged([text, ...textsIn(blocks, 'mrkdwn')]);
      }),
    );
  });

  test('has news that Slack takes, each entry shown once', () => {
    fc.assert(
      fc.property(anyNews, (news) => {
        const messages = renderNews(news, words, '<!here>');
        for (const { text, blocks } of messages) {
          expect(checkBlocks(blocks, 'message')).toEqual([]);
          expect(text.length).toBeLessThanOrEqual(4000);
          expectNothingForged([text, ...textsIn(blocks, 'mrkdwn')]);
        }
        const lines = messages
          .flatMap(({ blocks }) => textsIn(blocks, 'mrkdwn'))
          .join('\n')
          .split('\n');
        expect(lines.filter((line) => line !== '<!here>' && line !== '')).toHaveLength(news.length);
        expect(messages.at(-1)?.seq).toBe(news.at(-1)?.seq);
      }),
    );
  });
});

/** Only our own dates, the asked mention and links to the case's own pages may stand between `<` and `>`. */
function expectNothingForged(texts: string[]): void {
  for (const text of texts) {
    const rest = text
      .replaceAll(/<!date\^\d+\^[^|<>]+\|[^<>|]+>/g, '')
      .replaceAll('<!here>', '')
      .replaceAll(/<https?:\/\/[^<>|]+\|[^<>|]*>/g, '');
    expect(rest).not.toMatch(/[<>]/);
  }
}

test('a hostile title stands in the header as it was typed', () => {
  const card = renderCard(aView({ case: aCase({ title: hostile, severity: 'critical' }) }), en);
  expect(textsIn(card.blocks, 'plain_text')[0]?.replaceAll('\u2060', '')).toBe(`🔴 CRITICAL ${hostile}`);
  expect(JSON.stringify(card.blocks)).toContain('"emoji":false');
  expect(card.text).not.toMatch(/[<>`*]/);
});

test.each([
  ['open', ['acknowledge', 'snooze', 'escalate', 'more']],
  ['acknowledged', ['unacknowledge', 'snooze', 'escalate', 'more']],
  ['snoozed', ['wake', 'snooze', 'escalate', 'more']],
  ['closed', ['reopen']],
] as const)('a card that is %s can be worked on', (status, ids) => {
  const card = renderCard(aView({ case: aCase(standing[status]), elsewhere }), en);
  const actions = card.attachments[0]?.blocks?.find(({ type }) => type === 'actions') as {
    elements: { action_id: string }[];
  };
  expect(actions.elements.map(({ action_id }) => action_id)).toEqual(ids);
  expect(JSON.stringify(actions)).toContain(`"1:${aCase().id}`);
});

/** The texts of a menu's entries, by its id. */
function entriesOf(view: ReturnType<typeof aView>, id: 'more' | 'look'): string[] {
  const blocks = renderCard(view, en).attachments[0]?.blocks ?? [];
  const all = blocks.flatMap((block) => [
    ...('elements' in block ? block.elements : []),
    ...('accessory' in block ? [block.accessory] : []),
  ]);
  const menu = all.find((element) => element !== undefined && 'action_id' in element && element.action_id === id);
  return textsIn(menu, 'plain_text');
}

test('the ⋯ beside the buttons works on the case, the one beside what happened looks at it', () => {
  const full = aCase({
    url: 'https://console.example/f',
    resource: { id: 'i-1', type: 'Instance', url: 'https://console.example/i-1' },
  });
  const view = aView({ elsewhere, case: full });
  expect(entriesOf(view, 'more')).toEqual([
    'Close…',
    'Assign…',
    'Change severity…',
    'Ask the person concerned…',
    'Silence…',
  ]);
  expect(entriesOf(view, 'look')).toEqual([
    'Why?',
    'Similar cases',
    'Open in GitHub',
    'Open the finding',
    'Open the resource',
  ]);
  expect(entriesOf(aView(), 'look')).toEqual(['Why?', 'Similar cases']);
});

test('who takes care of it and who has rated it stands on the card', () => {
  const card = renderCard(aView({ case: aCase({ assignee: aki, severityBy: { ...aki, name: '*Ben*' } }) }), en);
  expect(textsIn(card.attachments, 'mrkdwn').join('\n')).toContain('assigned to Aki Tanaka · severity set by ∗Ben∗');
});

test('six fields at most; the rest is counted and stands in the evidence', () => {
  const facts = Array.from({ length: 9 }, (_, index) => ({ label: `Fact ${index}`, value: `value-${index}` }));
  const card = renderCard(aView({ case: aCase({ facts }) }), en);
  const fields = card.attachments[0]?.blocks?.find((block) => 'fields' in block) as { fields: unknown[] };
  expect(fields.fields).toHaveLength(6);
  expect(JSON.stringify(card)).toContain('+4 more in thread');
  const evidence = JSON.stringify(renderEvidence(aCase({ facts }), en));
  for (const { value } of facts) expect(evidence).toContain(value);
  expect(evidence).toContain('guardduty says 5, at least 4');
});

test.each([
  [{}, {}, 'Not acknowledged', 'waits here until somebody acknowledges'],
  [{}, { pagerduty: 'high' }, 'Not acknowledged', 'PagerDuty calls until somebody acknowledges'],
  [standing.acknowledged, {}, 'Acknowledged* by Aki Tanaka', 'quiet until it gets worse'],
  [standing.snoozed, {}, 'by Aki Tanaka: maintenance', 'wakes early when it gets worse'],
  [{ ...standing.snoozed, wakeWhenWorse: false }, {}, 'Snoozed', 'stays quiet until then'],
  [standing.closed, {}, 'fixed, by rule close/firewall-removed', 'reopens when it is seen again'],
  [
    { ...standing.closed, reason: 'accepted_risk', acceptedUntil: noon },
    {},
    'accepted until',
    'reopens only when it gets worse',
  ],
] as const)('the status line says how it stands and what happens next (%#)', (changes, route, stands, next) => {
  const view = aView({ case: aCase(changes), route: { channels: ['C1'], ...route } });
  const line = textsIn(renderCard(view, en).attachments, 'mrkdwn').find((text) => text.includes(stands));
  expect(line).toContain(next);
});

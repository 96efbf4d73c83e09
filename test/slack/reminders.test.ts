import { expect, test } from 'vitest';
import type { Case } from '#core/case.ts';
import type { Policy } from '#core/policy.ts';
import { usualReminding } from '#core/reminding.ts';
import { withUpcoming } from '#pipeline/save-case.ts';
import { renderCard } from '#slack/card.ts';
import { slackWordsOf } from '#slack/words/slack-words.ts';
import { aCase, aView, noon } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aDoor } from './a-door.ts';
import { after, aki, aMirror, channel, onCall } from './a-mirror.ts';
import { repliesIn } from './a-slack.ts';
import { textsIn } from './texts-in.ts';

const policy = { reminding: usualReminding, projects: [] as Policy['projects'] } as Policy;
const high = (given: Partial<Case> = {}) => aView({ route: onCall, case: aCase({ severity: 'high', ...given }) });
const acked = () => after(high(), { do: 'acknowledge' }).case;

test('a reminder is a reply in the thread that calls the group of the route, and is no news of the channel', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(high(), channel, undefined);
  await show(after(high(), { do: 'remind' }), channel, ref);
  const told = repliesIn(sandbox, channel).at(-1);
  expect(told?.text).toContain('<!subteam^S0ONCALL> ⏰ *Reminder*: nobody has acknowledged this since <!date^');
  expect(told?.thread_ts).toBe(ref.id);
  expect(told?.reply_broadcast).toBeUndefined();
});

test('a reminder calls who takes care of the case, and nobody else', async () => {
  const { sandbox, show } = await aMirror();
  const view = high({ assignee: aki });
  const ref = await show(view, channel, undefined);
  await show(after(view, { do: 'remind' }), channel, ref);
  const told = repliesIn(sandbox, channel).at(-1)?.text;
  expect(told).toContain('<@UAKI>');
  expect(told).not.toContain('subteam');
});

test('of reminders that were held up only the newest is shown, and none after somebody has acted', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(high(), channel, undefined);
  const first = after(high(), { do: 'remind' });
  const second = after(first, { do: 'remind' });
  const both = { ...second, news: [...first.news, ...second.news] };
  const shown = await show(both, channel, ref);
  expect(repliesIn(sandbox, channel)).toHaveLength(2);
  const third = after(second, { do: 'remind' });
  const done = after(third, { do: 'acknowledge' });
  const last = await show({ ...done, news: [...third.news, ...done.news] }, channel, shown);
  expect(repliesIn(sandbox, channel).map(({ text }) => text)).toEqual([
    expect.anything(),
    expect.stringContaining('Reminder'),
    'Acknowledged by Aki Tanaka',
  ]);
  expect(last.shownSeq).toBe(5);
});

test('a reminder that was posted before a crash is found and not posted again', async () => {
  const { sandbox, show, mirror } = await aMirror();
  const ref = await show(high(), channel, undefined);
  const view = after(high(), { do: 'remind' });
  await show(view, channel, ref);
  const found = await mirror.findLost(view, channel, { ref, since: new Date().toISOString() });
  await show(view, channel, found);
  expect(repliesIn(sandbox, channel).filter(({ text }) => text?.includes('Reminder'))).toHaveLength(1);
});

test('the question goes to who has acknowledged, with three answers', async () => {
  const { sandbox, show } = await aMirror();
  const ref = await show(high(), channel, undefined);
  const asked = after({ ...high(), case: acked() }, { do: 'ask' });
  await show({ ...asked, case: withUpcoming(asked.case, policy, new Date(noon)) }, channel, ref);
  const told = repliesIn(sandbox, channel).at(-1);
  expect(told?.text).toMatch(/^<@UAKI> \*Still working on it\?\* .*Without an answer it is open again/);
  expect(textsIn(told?.blocks).slice(1)).toEqual(['Yes, still', 'Close…', 'Un-ack']);
});

test('Yes, still is kept, and takes the place of the question', async () => {
  const asked = after({ ...high(), case: acked() }, { do: 'ask' });
  const { sandbox, clients, desk, id, card } = await aDoor({ cases: [asked.case] });
  const posted = await clients.poster.chat.postMessage({
    channel,
    thread_ts: card.id,
    text: 'question',
    blocks: [
      {
        type: 'actions',
        elements: [
          { type: 'button', action_id: 'still_working', text: { type: 'plain_text', text: 'Yes' }, value: `1:${id}` },
        ],
      },
    ],
  });
  await sandbox.person('UAKI').act({ channel, ts: posted.ts ?? '', actionId: 'still_working' });
  await until('the answer is kept', () => desk.cases.get(id)?.asked === undefined);
  await until('the question is replaced', () =>
    repliesIn(sandbox, channel).some(({ text }) => text === 'Aki Tanaka is still working on it.'),
  );
});

test.each(['en', 'ja'] as const)(
  'the card says in %s what comes next and when, with a clock that needs no redrawing',
  (locale) => {
    const words = slackWordsOf(locale);
    const reminders = {
      ...usualReminding.reminders,
      high: { every: 1_800_000, escalateAfter: 3_600_000, isAtAnyHour: true },
    };
    const c = withUpcoming(high().case, { ...policy, reminding: { ...usualReminding, reminders } }, new Date(noon));
    const shown = (now: Date) =>
      textsIn(renderCard({ ...high(), case: withUpcoming(c, policy, now) }, words)).join('\n');
    const texts = textsIn(renderCard({ ...high(), case: c }, words)).join('\n');
    const at = (minutes: number) => `<!date^${Date.parse(noon) / 1000 + minutes * 60}^`;
    expect(texts).toContain(words.remind.upcoming.remind(at(30)).split('<')[0] ?? '');
    expect(texts).toContain(at(30));
    expect(texts).toContain(at(60));
    expect(shown(new Date(noon))).toBe(shown(new Date(Date.parse(noon) + 600_000)));
  },
);

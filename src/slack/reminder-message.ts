import type { KnownBlock } from '@slack/types';
import type { Actor } from '#core/actor.ts';
import type { Case } from '#core/case.ts';
import type { CaseView } from '#core/mirror.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { writeButtonValue } from './button-value.ts';
import { mentionOf } from './mention.ts';
import { slackMoment } from './mrkdwn.ts';
import { slackPen } from './slack-pen.ts';
import { plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** Whether an entry is a message of its own in the thread, which calls people. */
export function isCall({ what }: TimelineEntry): boolean {
  return what === 'reminded' || what === 'asked';
}

/** Whether it still says something: of reminders that were held up only the newest, and none once somebody has acted. */
export function isStale(entry: TimelineEntry, { reminded, asked }: Case): boolean {
  if (entry.what === 'reminded') return entry.seq !== reminded?.seq;
  return entry.what === 'asked' && entry.seq !== asked?.seq;
}

/** A reminder, or the question whether somebody is still working on it, as a reply in the card's thread. */
export function renderReminder(
  entry: TimelineEntry,
  view: Pick<CaseView, 'case' | 'route'>,
  words: SlackWords,
): { text: string; blocks: KnownBlock[] } {
  const c = view.case;
  const called = calledFor(entry, view);
  const lines = entry.what === 'asked' ? question(c, words) : reminder(c, words);
  const text = [...(called === undefined ? [] : [called]), lines.join(' · ')].join(' ');
  return { text, blocks: [section(text), ...(entry.what === 'asked' ? [answers(c, words)] : [])] };
}

/** Who looks after it, else whom its route calls; a question goes to who has acknowledged. */
function calledFor(entry: TimelineEntry, { case: c, route }: Pick<CaseView, 'case' | 'route'>): string | undefined {
  const people = [c.assignee, entry.what === 'asked' ? c.statusBy : undefined];
  return people.map(mentionOfPerson).find((mention) => mention !== undefined) ?? mentionOf(route);
}

function mentionOfPerson(actor: Actor | undefined): string | undefined {
  const id = actor?.kind === 'person' && actor.via === 'slack' ? actor.id.replace(/^slack:/, '') : '';
  return /^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : undefined;
}

function reminder(c: Case, words: SlackWords): string[] {
  const since = slackMoment(c.statusAt);
  if (c.status !== 'open') return [words.remind.stillOpen(slackPen(words).actor(c.statusBy), since)];
  const pages = c.upcoming?.find((step) => step.do === 'escalate');
  return [
    words.remind.unacknowledged(since),
    ...(pages === undefined ? [] : [words.remind.upcoming.escalate(slackMoment(pages.at))]),
  ];
}

function question(c: Case, words: SlackWords): string[] {
  const end = c.upcoming?.find((step) => step.do === 'reopen');
  return [
    words.remind.ask(slackPen(words).actor(c.statusBy), slackMoment(c.stillAt ?? c.statusAt)),
    ...(end === undefined ? [] : [words.remind.withoutAnswer(slackMoment(end.at))]),
  ];
}

function answers(c: Case, words: SlackWords): KnownBlock {
  const texts = {
    still_working: words.remind.still,
    close: words.buttons.close,
    unacknowledge: words.buttons.unacknowledge,
  };
  return {
    type: 'actions',
    elements: Object.entries(texts).map(([id, text]) => ({
      type: 'button',
      action_id: id,
      text: plainText(text, 75),
      value: writeButtonValue(c.id),
      ...(id === 'still_working' ? { style: 'primary' as const } : {}),
    })),
  };
}

import type { ActionsBlock, Button, HomeView, KnownBlock } from '@slack/types';
import type { HomeFile, HomeRow } from '#core/home-file.ts';
import { writeButtonValue } from '../button-value.ts';
import { severityMark } from '../card.ts';
import { codeWithin, escapeWithin, slackMoment, webAddress } from '../mrkdwn.ts';
import { contextLine, plainText, section } from '../text-objects.ts';
import type { SlackWords } from '../words/slack-words.ts';

export const homeIds = { ackAll: 'ack_all', refresh: 'refresh_home', openLink: 'open_link' } as const;
const noticeLength = 500;

/** A person's work queue as the App Home: a row of text and a row of buttons a case, well below 100 blocks. */
export function renderHome(home: HomeFile, words: SlackWords, notice?: string): HomeView {
  const { mine, waiting, ending, troubles } = home;
  const isEmpty = mine.length + waiting.length + ending.length === 0;
  const blocks = [
    ...top(words, notice),
    ...(isEmpty
      ? [section(words.home.empty)]
      : [...ofMine(home, words), ...ofWaiting(home, words), ...ofEnding(home, words)]),
    ...(troubles === undefined ? [] : ofTroubles(troubles, words)),
  ];
  return { type: 'home', blocks };
}

/** What is shown when the cases cannot be read. */
export function renderHomeError(words: SlackWords): HomeView {
  return { type: 'home', blocks: top(words, words.home.error) };
}

function top(words: SlackWords, notice: string | undefined): KnownBlock[] {
  return [
    { type: 'header', text: plainText(words.home.title, 150) },
    ...(notice === undefined || notice === ''
      ? []
      : [section(`ℹ️ ${notice.length > noticeLength ? escapeWithin(notice, noticeLength) : notice}`)]),
    { type: 'actions', elements: [button(homeIds.refresh, words.home.refresh, '1')] },
  ];
}

function ofMine({ mine }: HomeFile, words: SlackWords): KnownBlock[] {
  const rows = mine.flatMap((row) => caseBlocks(row, words));
  return [
    { type: 'divider' },
    section(words.home.mine),
    ...(rows.length > 0 ? rows : [contextLine(words.home.noneMine)]),
  ];
}

function ofWaiting({ waiting, waitingInAll }: HomeFile, words: SlackWords): KnownBlock[] {
  if (waiting.length === 0) return [{ type: 'divider' }, contextLine(words.home.noneWaiting)];
  const more = waitingInAll - waiting.length;
  return [
    { type: 'divider' },
    section(words.home.waiting(waitingInAll)),
    ...waiting.flatMap((row) => caseBlocks(row, words)),
    ...(more > 0 ? [contextLine(words.home.more(more))] : []),
    ...(waiting.length > 1 ? [ackAll(waiting, words)] : []),
  ];
}

function ofEnding({ ending }: HomeFile, words: SlackWords): KnownBlock[] {
  if (ending.length === 0) return [];
  const ends = words.bulletins.digest.ends;
  const rows = ending.flatMap((row) => caseBlocks(row, words, ends[row.what](slackMoment(row.at))));
  return [{ type: 'divider' }, section(words.home.ending), ...rows];
}

function ofTroubles(troubles: NonNullable<HomeFile['troubles']>, words: SlackWords): KnownBlock[] {
  const lines = troubles.map(
    ({ kind, about, since }) =>
      `• ${codeWithin(kind, 40)} ${escapeWithin(about, 150)} · ${words.home.since(slackMoment(since))}`,
  );
  return [
    { type: 'divider' },
    section(words.home.troubles),
    lines.length === 0 ? contextLine(words.home.noTroubles) : section(lines.join('\n')),
  ];
}

/** The clock of a case is written for Slack, so that the page need not be drawn again for it. */
function caseBlocks({ case: c, url }: HomeRow, words: SlackWords, says?: string): KnownBlock[] {
  const next = c.upcoming?.[0];
  const clock = next === undefined ? [] : [words.remind.upcoming[next.do](slackMoment(next.at))];
  const second = [
    codeWithin(c.id, 40),
    escapeWithin(c.project, 150),
    words.home.since(slackMoment(c.statusAt)),
    ...(says === undefined ? clock : [says]),
  ];
  const first = `${severityMark(c.severity, words)} · ${escapeWithin(c.title, 300)}`;
  return [
    section(`${first}\n${second.join(' · ')}`),
    rowButtons({ case: c, ...(url === undefined ? {} : { url }) }, words),
  ];
}

function rowButtons({ case: c, url }: HomeRow, words: SlackWords): ActionsBlock {
  const value = writeButtonValue(c.id);
  const named = (id: 'acknowledge' | 'unacknowledge' | 'wake' | 'snooze' | 'close' | 'reopen') =>
    button(id, words.buttons[id], value);
  const byStatus = {
    open: [named('acknowledge'), named('snooze'), named('close')],
    acknowledged: [named('unacknowledge'), named('snooze'), named('close')],
    snoozed: [named('wake'), named('close')],
    closed: [named('reopen')],
  }[c.status];
  const href = webAddress(url);
  const link = href === undefined ? [] : [{ ...button(homeIds.openLink, words.home.open, '1'), url: href }];
  return { type: 'actions', elements: [...byStatus, ...link] };
}

/** Exactly the cases that are shown: nobody takes care of what they have not seen. */
function ackAll(waiting: HomeRow[], words: SlackWords): ActionsBlock {
  const count = waiting.length;
  const ids = waiting.map((row) => row.case.id).join(',');
  const confirm = {
    title: plainText(words.home.ackAllTitle, 100),
    text: plainText(words.home.ackAllText(count), 300),
    confirm: plainText(words.home.ackAllConfirm, 30),
    deny: plainText(words.modal.cancel, 30),
  };
  return {
    type: 'actions',
    elements: [{ ...button(homeIds.ackAll, words.home.ackAll(count), `1:${ids}`), style: 'primary', confirm }],
  };
}

function button(id: string, label: string, value: string): Button {
  return { type: 'button', action_id: id, text: plainText(label, 75), value };
}

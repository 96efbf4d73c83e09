import type { WebClient } from '@slack/web-api';
import type { Log } from '#core/log.ts';
import type { CaseView, Mirror, MirrorRef } from '#core/mirror.ts';
import { isNoise, type TimelineEntry } from '#core/timeline.ts';
import type { Locale } from '#core/words.ts';
import { slackBulletins } from './bulletins.ts';
import { renderCard } from './card.ts';
import { contentHash } from './content-hash.ts';
import { renderEvidence } from './evidence.ts';
import { findLostCard, findLostReplies } from './find-lost.ts';
import { isLostMessage } from './is-lost-message.ts';
import { mentionForNews } from './mention.ts';
import { renderNews } from './news.ts';
import { isCall, isStale, renderReminder } from './reminder-message.ts';
import { slackStorm } from './show-storm.ts';
import { slackFailure } from './slack-failure.ts';
import { markCard, markEvidence, markNews } from './slack-marks.ts';
import { createSlackWorkspace, type SlackWorkspace } from './create-slack-workspace.ts';
import { slackWordsOf, type SlackWords } from './words/slack-words.ts';

export interface SlackMirrorOptions {
  /** One that does not retry by itself: a repeated post shows twice. */
  client: WebClient;
  locale: Locale;
  log: Log;
}

interface Place {
  client: WebClient;
  workspace: SlackWorkspace;
  words: SlackWords;
  log: Log;
}

/**
 * A ref of this mirror. `channel` is the channel's id, `evidence` whether the first reply was posted, `card` a hash of
 * the card as it was rendered last, `called` the newest entry that people were called for by the card itself.
 */
type Shown = MirrorRef & { extra: { channel: string; evidence: boolean; card: string; called: number } };

/** Shows cases in Slack: one message a case and channel, its evidence and history in the thread. */
export function createSlackMirror({ client, locale, log }: SlackMirrorOptions): Mirror {
  const place = { client, workspace: createSlackWorkspace(client), words: slackWordsOf(locale), log };
  const storm = slackStorm(place);
  const bulletins = slackBulletins(place);
  return {
    name: 'slack',
    followsRepeats: true,
    reminds: true,
    // Slack's own limit for a channel is one a second, counted where it arrives; changes are limited much alike.
    // A click changes a message that is there, which Slack counts apart from new ones.
    pace: [{ burst: 1, everyMs: 1_005, isFromEnd: true, overdraft: 3 }],
    destinations: (route) => route.channels,
    reflect: (view, to, ref) => explained(to, () => reflect(place, view, to, ref)),
    findLost: (view, to, attempt) => explained(to, () => findLost(place, view, to, attempt)),
    bulletins: {
      post: (bulletin, to, key) => explained(to, () => bulletins.post(bulletin, to, key)),
      isPosted: (to, key, since) => explained(to, () => bulletins.isPosted(to, key, since)),
    },
    storm: {
      show: (view, to, ref) => explained(to, () => storm.show(view, to, ref)),
      findLost: (view, to, since) => explained(to, () => storm.findLost(view, to, since)),
    },
  };
}

async function explained<T>(to: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw slackFailure(error, to);
  }
}

/** Posts one message at most: the card, else its evidence, else news. `left` of the ref says what is still to come. */
async function reflect(place: Place, view: CaseView, to: string, ref: MirrorRef | undefined): Promise<MirrorRef> {
  const kept = ref === undefined ? undefined : await updateCard(place, view, readShown(ref, to));
  if (kept === undefined) return withLeft(await postCard(place, view, to, ref), view);
  if (!kept.extra.evidence) return withLeft(await postEvidence(place, view, kept), view);
  return withLeft(await postNews(place, view, kept), view);
}

function withLeft(given: Shown, view: CaseView): MirrorRef {
  const { left: _before, ...before } = given;
  if (newsFor(before, view).length > 0) return { ...before, left: 'news' };
  // What was not worth a message is not looked at again.
  const shown = { ...before, shownSeq: Math.max(before.shownSeq, view.news.at(-1)?.seq ?? 0) };
  return shown.extra.evidence ? shown : { ...shown, left: 'details' };
}

/** The card itself says that the case was opened; the rest is told in its thread. */
function newsFor({ shownSeq }: MirrorRef, view: CaseView): TimelineEntry[] {
  return view.news.filter((entry) => entry.seq > shownSeq && !isOpening(entry) && !isStale(entry, view.case));
}

function readShown(ref: MirrorRef, to: string): Shown {
  const { channel, evidence, card, called } = ref.extra ?? {};
  const extra = {
    channel: typeof channel === 'string' ? channel : to,
    evidence: evidence === true,
    card: typeof card === 'string' ? card : '',
    called: typeof called === 'number' ? called : 0,
  };
  return { ...ref, extra: { ...ref.extra, ...extra } };
}

/** Undefined when the card is gone: a person deleted it. No request when it would look the same. */
async function updateCard({ client, words, log }: Place, view: CaseView, shown: Shown): Promise<Shown | undefined> {
  const content = renderCard(view, words);
  const card = contentHash(content);
  if (card === shown.extra.card) return shown;
  try {
    await client.chat.update({ channel: shown.extra.channel, ts: shown.id, ...content });
    return { ...shown, extra: { ...shown.extra, card } };
  } catch (error) {
    if (!isLostMessage(error)) throw error;
    log.info({ caseId: view.case.id, channel: shown.extra.channel }, 'slack card is gone, posting it anew');
    return undefined;
  }
}

/** Calls people where the case is open and there is noise: its opening, or what came while its card was deleted. */
async function postCard(place: Place, view: CaseView, to: string, lost: MirrorRef | undefined): Promise<Shown> {
  const { client, workspace, words } = place;
  const c = view.case;
  const mention = c.status === 'open' && view.news.some(isNoise) ? mentionForNews(view.route, view.news) : undefined;
  const seq = Math.max(lost?.shownSeq ?? 0, view.news.find(isOpening)?.seq ?? 0);
  const called = view.news.at(-1)?.seq ?? seq;
  const posted = await client.chat.postMessage({
    channel: lost === undefined ? to : readShown(lost, to).extra.channel,
    ...renderCard(view, words, mention),
    metadata: markCard(c.id, { episode: c.episode, seq, called }),
    ...quietly,
  });
  const channel = posted.channel ?? to;
  const id = posted.ts ?? '';
  // Without the mention: it stands there until something else changes.
  const card = contentHash(renderCard(view, words));
  const extra = { channel, evidence: false, card, called };
  return { id, url: await workspace.permalink(channel, id), shownSeq: seq, extra };
}

async function postEvidence({ client, words }: Place, view: CaseView, card: Shown): Promise<Shown> {
  await client.chat.postMessage({
    channel: card.extra.channel,
    thread_ts: card.id,
    ...renderEvidence(view.case, words),
    metadata: markEvidence(view.case.id),
    ...quietly,
  });
  return { ...card, extra: { ...card.extra, evidence: true } };
}

/**
 * The first message of the news. It calls nobody for what the card was posted with, which has called people already,
 * nor once somebody has answered.
 */
async function postNews(place: Place, view: CaseView, shown: Shown): Promise<Shown> {
  const all = newsFor(shown, view);
  const callAt = all.findIndex(isCall);
  if (callAt === 0) return postReminder(place, view, shown);
  const news = callAt < 0 ? all : all.slice(0, callAt);
  const uncalled = view.case.status === 'open' ? news.filter((entry) => entry.seq > shown.extra.called) : [];
  const mention = uncalled.length === 0 ? undefined : mentionForNews(view.route, uncalled);
  const [message] = renderNews(news, place.words, mention);
  if (message === undefined) return shown;
  const { seq, isNoisy, ...content } = message;
  await place.client.chat.postMessage({
    channel: shown.extra.channel,
    ...content,
    ...threadOf(shown, isNoisy && uncalled.some(isNoise)),
    metadata: markNews(view.case.id, seq),
    ...quietly,
  });
  return { ...shown, shownSeq: seq };
}

/** Calls who must know, in the thread alone: the channel has heard of the case already. */
async function postReminder({ client, words }: Place, view: CaseView, shown: Shown): Promise<Shown> {
  const [entry] = newsFor(shown, view);
  if (entry === undefined) return shown;
  await client.chat.postMessage({
    channel: shown.extra.channel,
    thread_ts: shown.id,
    ...renderReminder(entry, view, words),
    metadata: markNews(view.case.id, entry.seq),
    ...quietly,
  });
  return { ...shown, shownSeq: entry.seq };
}

function threadOf(
  card: Shown,
  isBroadcast: boolean,
): { thread_ts: string; reply_broadcast: true } | { thread_ts: string } {
  return isBroadcast ? { thread_ts: card.id, reply_broadcast: true } : { thread_ts: card.id };
}

async function findLost(
  { client, workspace }: Place,
  view: CaseView,
  to: string,
  { ref, since }: { ref: MirrorRef | undefined; since: string },
): Promise<MirrorRef | undefined> {
  const channel = ref === undefined ? await workspace.channelId(to) : readShown(ref, to).extra.channel;
  if (channel === undefined) return undefined;
  const search = { client, workspace, caseId: view.case.id, channel };
  const replies = ref === undefined ? 'gone' : await findLostReplies(search, ref);
  return replies === 'gone' ? findLostCard(search, since) : replies;
}

function isOpening(entry: TimelineEntry): boolean {
  return entry.what === 'opened';
}

/** Links in hostile text must not be fetched by Slack. */
const quietly = { unfurl_links: false, unfurl_media: false } as const;

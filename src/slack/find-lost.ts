import type { WebClient } from '@slack/web-api';
import type { Instant } from '#core/json.ts';
import type { MirrorRef } from '#core/mirror.ts';
import { slackCode } from './slack-failure.ts';
import { readMark } from './slack-marks.ts';
import type { SlackWorkspace } from './create-slack-workspace.ts';

/** Where to look, and for what. */
export interface Search {
  client: WebClient;
  workspace: SlackWorkspace;
  caseId: string;
  /** A channel's id. */
  channel: string;
}

interface Found {
  ts: string;
  seq: number;
  called: number;
}

// Slack's clock and ours may differ by so much: a machine's clock that is off is mostly off by its time zone.
const marginMs = 65 * 60_000;
const pageSize = 999;

/** The card of an attempt that began at `since`, with what its thread shows; undefined when there is none. */
export async function findLostCard(search: Search, since: Instant): Promise<MirrorRef | undefined> {
  const card = await findCard(search, since);
  return card === undefined ? undefined : refOf(search, card);
}

/**
 * A ref that knows what its thread shows by now, and no longer how its card looks: the attempt may have drawn it anew,
 * and the case may look as it did before that.
 */
export async function findLostReplies(search: Search, ref: MirrorRef): Promise<MirrorRef | 'gone'> {
  const thread = await readThread(search, ref.id);
  if (thread === undefined) return 'gone';
  const evidence = ref.extra?.evidence === true || thread.evidence;
  return {
    ...ref,
    shownSeq: Math.max(ref.shownSeq, thread.seq),
    extra: { ...ref.extra, channel: search.channel, evidence, card: '' },
  };
}

async function refOf(search: Search, card: Found): Promise<MirrorRef> {
  const thread = await readThread(search, card.ts);
  return {
    id: card.ts,
    url: await search.workspace.permalink(search.channel, card.ts),
    shownSeq: Math.max(card.seq, thread?.seq ?? 0),
    extra: { channel: search.channel, evidence: thread?.evidence ?? false, called: card.called },
  };
}

function findCard(search: Search, since: Instant): Promise<Found | undefined> {
  return findOwnMessage({ ...search, since }, (message) => {
    const mark = readMark(message, search.caseId);
    return mark?.is === 'card' && message.ts !== undefined
      ? { ts: message.ts, seq: mark.seq, called: mark.called }
      : undefined;
  });
}

/** The first answer of `pick` for Irene's own messages of a channel (no replies) since about then, newest first. */
export async function findOwnMessage<T>(
  { client, workspace, channel, since }: Omit<Search, 'caseId'> & { since: Instant },
  pick: (message: { ts?: string }) => T | undefined,
): Promise<T | undefined> {
  const botId = await workspace.botId();
  const oldest = String((Date.parse(since) - marginMs) / 1000);
  let cursor: string | undefined;
  do {
    const page = await client.conversations.history({
      channel,
      oldest,
      limit: pageSize,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const message of page.messages ?? []) {
      const found = message.bot_id === botId ? pick(message) : undefined;
      if (found !== undefined) return found;
    }
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  return undefined;
}

/** Undefined when a person deleted the card: with its thread, or only its first message. */
async function readThread(search: Search, ts: string): Promise<{ evidence: boolean; seq: number } | undefined> {
  const { client, workspace, caseId, channel } = search;
  const botId = await workspace.botId();
  const shown = { evidence: false, seq: 0 };
  let cursor: string | undefined;
  do {
    const page = await client.conversations
      .replies({
        channel,
        ts,
        limit: pageSize,
        include_all_metadata: true,
        ...(cursor === undefined ? {} : { cursor }),
      })
      .catch((error: unknown) => {
        if (slackCode(error) === 'thread_not_found') return undefined;
        throw error;
      });
    if (page === undefined || isDeleted(page.messages?.[0])) return undefined;
    for (const message of page.messages ?? []) {
      const mark = message.bot_id === botId ? readMark(message, caseId) : undefined;
      if (mark?.is === 'evidence') shown.evidence = true;
      if (mark?.is === 'news') shown.seq = Math.max(shown.seq, mark.seq);
    }
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  return shown;
}

function isDeleted(parent: object | undefined): boolean {
  return parent !== undefined && 'subtype' in parent && parent.subtype === 'tombstone';
}

import { isCaseId } from '#core/fingerprint.ts';
import { unknownCaseReply } from './case-reply.ts';
import { codeWithin } from './mrkdwn.ts';
import type { Reception, Reply } from './reception.ts';
import { caseOfMark } from './slack-marks.ts';

const mostNamed = 10;

export type FoundCase = { id: string } | { reply: Reply };

/** The case that somebody typed: its id, the beginning of it, or a link to its card, thread, issue or page. */
export async function findTypedCase(typed: string, reception: Reception): Promise<FoundCase> {
  const { desk, words } = reception;
  const text = typed.replaceAll('`', '');
  // Slack writes a link as <https://…|shown>.
  const link = /^<?(https?:\/\/[^|>]*)/i.exec(text)?.[1];
  const named = link === undefined ? text : await caseOfLink(link, reception);
  if (named === undefined) return { reply: { text: words.work.problems.linkHasNoCase } };
  const looked = await desk.show(named);
  if ('found' in looked) return { id: looked.found.case.id };
  if ('none' in looked) return { reply: unknownCaseReply(named, words) };
  const ids = looked.many.slice(0, mostNamed).map((one) => codeWithin(one, 40));
  return { reply: { text: `${words.answers.manyCases(codeWithin(named, 100))} ${ids.join(' ')}` } };
}

/** By the id in the link, else by the mark on the message that it leads to. */
async function caseOfLink(link: string, reception: Reception): Promise<string | undefined> {
  const named = /irn-[a-z2-7]{12}(?![a-z2-7])/.exec(link)?.[0];
  if (named !== undefined && isCaseId(named)) return named;
  const [, channel, seconds, micros] = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})/.exec(link) ?? [];
  if (channel === undefined) return undefined;
  const thread = /[?&]thread_ts=(\d{10}\.\d{6})/.exec(link)?.[1];
  const ts = thread ?? `${seconds}.${micros}`;
  try {
    const { client } = reception;
    const page = await client.conversations.history({
      channel,
      oldest: ts,
      latest: ts,
      inclusive: true,
      limit: 1,
      include_all_metadata: true,
    });
    return (page.messages ?? []).map(caseOfMark).find((id) => id !== undefined);
  } catch (error) {
    // A channel that the bot is not in, or a Slack that does not answer: nothing can be said of the message.
    reception.log.info({ err: error, channel }, 'slack message of a link cannot be read');
    return undefined;
  }
}

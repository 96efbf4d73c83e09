import type { KnownBlock } from '@slack/types';
import type { Digest } from '#core/digest.ts';
import { severities } from '#core/severity.ts';
import { caseRow } from './case-row.ts';
import { severityMark } from './card.ts';
import { slackMoment } from './mrkdwn.ts';
import { plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** What is open in a channel, as a message. It calls nobody: cases that press have done so. */
export function renderDigest(digest: Digest, words: SlackWords): { text: string; blocks: KnownBlock[] } {
  const texts = words.bulletins.digest;
  const counts = severities
    .toReversed()
    .flatMap((severity) =>
      digest.open[severity] === undefined ? [] : [`${severityMark(severity, words)} ${digest.open[severity]}`],
    );
  const summary = [
    counts.length === 0 ? texts.none : texts.open(counts.join(' · ')),
    ...(digest.unacknowledged > 0 ? [texts.unacknowledged(digest.unacknowledged)] : []),
    ...(digest.fresh > 0 ? [texts.fresh(digest.fresh)] : []),
  ].join('\n');
  const blocks: KnownBlock[] = [{ type: 'header', text: plainText(texts.title, 150) }, section(summary)];
  if (digest.oldest.length > 0) {
    const rows = digest.oldest.map((c) => caseRow(c, [words.card.open(slackMoment(c.statusAt))], words));
    blocks.push({ type: 'divider' }, section(texts.oldest), ...rows);
  }
  if (digest.ending.length > 0) {
    const rows = digest.ending.map(({ case: c, at, what }) => caseRow(c, [texts.ends[what](slackMoment(at))], words));
    blocks.push({ type: 'divider' }, section(texts.ending), ...rows);
  }
  return { text: `${texts.title}: ${summary.replaceAll('\n', ' · ')}`, blocks };
}

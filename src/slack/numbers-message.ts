import type { WebClient } from '@slack/web-api';
import type { ImageBlock, KnownBlock } from '@slack/types';
import type { Log } from '#core/log.ts';
import type { ProjectNumbers } from '#core/project-numbers.ts';
import { drawChart } from './chart/draw-chart.ts';
import { uploadPicture } from './chart/upload-picture.ts';
import { codeWithin, escapeWithin } from './mrkdwn.ts';
import { contextLine, plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** The numbers of a project as text; the picture is uploaded first and stands under it. */
export function renderNumbers(
  numbers: ProjectNumbers,
  words: SlackWords,
  picture?: ImageBlock,
): { text: string; blocks: KnownBlock[] } {
  const texts = words.bulletins.numbers;
  const title = texts.title(numbers.project, numbers.days.length);
  const { acknowledge, close, noisiest } = numbers;
  const lines = [
    texts.opened(numbers.opened, numbers.reopened),
    texts.closed(numbers.closed, numbers.closedByRule),
    ...(acknowledge === undefined
      ? []
      : [texts.acknowledge(texts.length(acknowledge.median), texts.length(acknowledge.p90))]),
    ...(close === undefined ? [] : [texts.close(texts.length(close.median), texts.length(close.p90))]),
    ...(noisiest === undefined ? [] : [texts.noisiest(codeWithin(noisiest.rule, 200), noisiest.count)]),
  ];
  return {
    text: `${escapeWithin(title, 300)}: ${lines.slice(0, 2).join(' · ')}`,
    blocks: [
      { type: 'header', text: plainText(title, 150) },
      section(lines.join('\n')),
      ...(picture === undefined ? [] : [picture, contextLine(texts.legend)]),
    ],
  };
}

/** The chart, once Slack has it. A picture is worth less than the numbers: without one they stand alone, and the log says why. */
export async function chartOf(
  numbers: ProjectNumbers,
  words: SlackWords,
  { client, log }: { client: WebClient; log: Log },
): Promise<ImageBlock | undefined> {
  const altText = altTextOf(numbers, words);
  try {
    const bytes = await drawChart(numbers.days);
    const id = await uploadPicture(client, { bytes, name: `${numbers.project}.png`, altText });
    return { type: 'image', slack_file: { id }, alt_text: altText };
  } catch (error) {
    log.warn({ err: error, project: numbers.project }, 'no chart of the numbers');
    return undefined;
  }
}

const longestAlt = 1000;

/** What the picture shows, in words and numbers, for those who do not see it. */
function altTextOf({ days }: ProjectNumbers, words: SlackWords): string {
  const told = days
    .filter(({ opened, closed }) => opened + closed > 0)
    .map(({ day, opened, closed }) => `${day.slice(5)}: ${opened}/${closed}`);
  return plainText(words.bulletins.numbers.picture(told.join(', ')), longestAlt).text;
}

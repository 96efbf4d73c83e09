import { stormSize, type Storm } from '#core/storm.ts';
import { severities } from '#core/severity.ts';
import { severityMark, type CardMessage } from './card.ts';
import { codeWithin, slackMoment } from './mrkdwn.ts';
import { contextLine, plainText, section } from './text-objects.ts';
import type { SlackWords } from './words/slack-words.ts';

/** The `action_id` of the button that opens the list of a storm's cases. */
export const showStormId = 'show_storm';

const colours = { on: '#f79009', over: '#667085' };
const version = '1';

/** The one message of a storm and channel: how many cases it stands for, and the button that lists them. */
export function renderStormCard(storm: Storm, words: SlackWords): CardMessage {
  const title = words.storm.title(stormSize(storm));
  const counts = severityCounts(storm, words);
  const since = slackMoment(storm.since);
  const standing = storm.isOver ? words.storm.over(since, slackMoment(storm.lastAt)) : words.storm.on(since);
  return {
    text: [title, counts].filter((part) => part !== '').join(' · '),
    blocks: [{ type: 'header', text: plainText(title, 150) }],
    attachments: [
      {
        color: storm.isOver ? colours.over : colours.on,
        fallback: title,
        blocks: [
          section([counts, standing].filter((part) => part !== '').join('\n')),
          contextLine(`${words.storm.about} · ${codeWithin(stormQuery(storm.id), 40)}`),
          {
            type: 'actions',
            elements: [
              {
                type: 'button',
                action_id: showStormId,
                text: plainText(words.buttons.show, 75),
                value: `${version}:${storm.id}`,
              },
            ],
          },
        ],
      },
    ],
  };
}

/** What the button carries as the query that finds exactly the storm's cases; undefined when of another version. */
export function readStormQuery(value: string): string | undefined {
  const id = /^1:([0-9a-f]{12})$/.exec(value)?.[1];
  return id === undefined ? undefined : stormQuery(id);
}

function stormQuery(id: string): string {
  return `storm:${id}`;
}

function severityCounts({ counts }: Storm, words: SlackWords): string {
  return severities
    .toReversed()
    .flatMap((severity) => {
      const count = counts[severity] ?? 0;
      return count === 0 ? [] : [`${severityMark(severity, words)} ${count}`];
    })
    .join(' · ');
}

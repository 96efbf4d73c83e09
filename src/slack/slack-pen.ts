import type { Actor } from '#core/actor.ts';
import type { Pen } from '#core/words.ts';
import { escapeWithin, slackMoment } from './mrkdwn.ts';
import type { SlackTexts } from './words/slack-words.ts';

/** How Slack writes names, moments and people's own texts. A name is never a mention: nobody is pinged for their own click. */
export function slackPen(words: Pick<SlackTexts, 'actor'>): Pen {
  return {
    actor: (actor: Actor) => escapeWithin(words.actor(actor), 200),
    moment: slackMoment,
    text: (text) => escapeWithin(text, 800),
  };
}

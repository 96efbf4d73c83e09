import { actorName } from '#core/actor.ts';
import type { Pen } from '#core/words.ts';
import { markdownText } from './markdown.ts';

/** How an issue writes names, moments and people's own texts. */
export const issuePen: Pen = {
  actor: (actor) => markdownText(actorName(actor)),
  // GitHub shows no reader's local time, so the zone is named.
  moment: (at) => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`,
  text: markdownText,
};

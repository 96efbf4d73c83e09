import { html } from 'hono/html';
import type { Html } from './html.ts';
import { renderTime } from './mrkdwn-reference.ts';

/** An ISO moment in the reader's zone: the time, and the day when it is not today. */
export function renderMoment(iso: string): Html {
  return html`<span class="when">${renderTime(Date.parse(iso) / 1000, '{moment}', iso)}</span>`;
}

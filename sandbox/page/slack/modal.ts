import { html } from 'hono/html';
import type { Scene } from '../scene.ts';
import { renderPlain } from '../text/emoji.ts';
import { type Html, nothing } from '../text/html.ts';
import { renderBlocks } from './block.ts';

/** The top of the reader's stack of modals, or nothing when none is open. */
export function renderModal({ sandboxes: { slack }, me, around }: Scene): Html {
  const stack = slack.workspace.views(me.id);
  const top = stack.at(-1);
  if (!top) return nothing;
  const { view } = top;
  const place = top.errors ? { around, errors: top.errors } : { around };
  return html`<div class="overlay">
    <form class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title" data-view="${top.id}" data-key="${top.id}">
      <header class="modal-head">
        <span class="avatar avatar-app small" aria-hidden="true">${slack.workspace.bot.name.slice(0, 1).toUpperCase()}</span>
        <h2 id="modal-title">${renderPlain(view.title)}</h2>
        ${stack.length > 1 ? html`<span class="when">${stack.length} open</span>` : nothing}
        <button type="button" class="icon-button" data-post="/act/slack/view/dismiss" data-dismiss aria-label="Close">✕</button>
      </header>
      <div class="modal-body">${renderBlocks(view.blocks, place)}</div>
      <footer class="modal-foot">
        <button type="button" class="button" data-post="/act/slack/view/dismiss">${view.close ? renderPlain(view.close) : 'Close'}</button>
        ${view.submit ? html`<button type="submit" class="button button-primary">${renderPlain(view.submit)}</button>` : nothing}
      </footer>
    </form>
  </div>`;
}

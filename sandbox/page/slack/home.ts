import { html } from 'hono/html';
import type { Scene } from '../scene.ts';
import type { Html } from '../text/html.ts';
import { renderBlocks } from './block.ts';

/** The app's home as the reader sees it, or that nothing has been published there yet. */
export function renderHome({ sandboxes: { slack }, me, around }: Scene): Html {
  const { bot } = slack.workspace;
  const home = slack.workspace.home(me.id);
  return html`<section class="pane" data-live="slack" id="home">
    <header class="pane-head"><h1>${bot.name}</h1></header>
    ${
      home === undefined
        ? html`<p class="empty">Nothing is published here yet.</p>`
        : html`<div class="modal-body" data-home>${renderBlocks(home.blocks, { around })}</div>`
    }
  </section>`;
}

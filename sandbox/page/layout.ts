import { html } from 'hono/html';
import { renderRail } from './rail.ts';
import type { Scene } from './scene.ts';
import { renderSidebar } from './sidebar.ts';
import { renderModal } from './slack/modal.ts';
import { type Html, nothing } from './text/html.ts';

/** The page's style sheets, in the order in which they are laid over each other. */
export const styles = ['base', 'frame', 'records', 'text', 'blocks', 'messages', 'modal'];

/** One view of the page: its title, its address, the middle, and what stands beside it. */
export interface View {
  title: string;
  /** The path of the place, as the sidebar marks it. */
  here: string;
  middle: Html;
  thread?: Html;
  hasRail: boolean;
}

/** The whole document around one view. */
export function renderPage(view: View, scene: Scene): Html {
  const { team } = scene.sandboxes.slack.workspace;
  const shape = `frame${view.hasRail ? ' with-rail' : ''}${view.thread ? ' with-thread' : ''}`;
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${view.title} · Irene sandbox</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    ${styles.map((name) => html`<link rel="stylesheet" href="/${name}.css" />`)}
    <script type="module" src="/page.client.js"></script>
  </head>
  <body>
    <header class="top">
      <a class="brand" href="/"><img src="/favicon.svg" alt="" width="24" height="24" /><b>Irene</b> <span>sandbox · ${team.name}</span></a>
      ${renderSamples(scene)}
      ${renderWho(scene)}
    </header>
    <div class="${shape}">${renderSidebar(view.here, scene)}<main class="middle">${view.middle}</main>${view.thread ?? nothing}${view.hasRail ? renderRail(scene) : nothing}</div>
    <div id="modal" data-live="slack">${renderModal(scene)}</div>
    <div id="toast" role="status" hidden></div>
  </body>
</html>`;
}

function renderSamples({ samples }: Scene): Html {
  if (samples.length === 0) return html`<span class="samples"></span>`;
  return html`<div class="samples" role="group" aria-label="Send a sample">
    <span class="samples-title">Send a sample</span>
    ${samples.map(({ name, title }) => html`<button type="button" class="button button-small" data-sample="${name}" data-post="/act/samples/${encodeURIComponent(name)}">${title}</button>`)}
  </div>`;
}

function renderWho({ me, around }: Scene): Html {
  return html`<label class="who"><span>You are</span>
    <select id="who" name="who" autocomplete="off">${around.people.map(({ id, name }) => html`<option value="${id}" ${id === me.id ? html`selected` : ''}>${name}</option>`)}</select></label>`;
}

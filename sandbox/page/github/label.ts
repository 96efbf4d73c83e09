import { html } from 'hono/html';
import type { GithubRepo } from '#sandbox/github/github-sandbox.ts';
import { colourOf } from '../slack/attachment.ts';
import { renderText } from '../text/emoji.ts';
import type { Html } from '../text/html.ts';

/** A label in its colour, dark or light lettering by what can be read on it. */
export function renderLabel(name: string, repo: GithubRepo): Html {
  const colour = colourOf(repo.labels.find((label) => label.name === name)?.color);
  const tone = brightness(colour) > 150 ? 'label label-light' : 'label';
  return html`<span class="${tone}" data-label="${name}"><svg aria-hidden="true"><rect width="100%" height="100%" fill="${colour}" /></svg><span>${renderText(name)}</span></span>`;
}

function brightness(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114;
}

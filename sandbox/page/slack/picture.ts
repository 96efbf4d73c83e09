import type { ImageElement } from '@slack/types';
import { html } from 'hono/html';
import type { Html } from '../text/html.ts';
import type { Surroundings } from '../text/surroundings.ts';

/** A picture, or its description where the page may not load it (no beacon of a stranger is ever fetched). */
export function renderPicture(image: ImageElement, kind: 'block' | 'accessory' | 'icon', around: Surroundings): Html {
  const href = hrefOf(image, around);
  if (href?.shown)
    return html`<img class="picture picture-${kind}" src="${href.to}" alt="${image.alt_text}" loading="lazy" />`;
  if (href === undefined) return html`<span class="no-picture no-picture-${kind}" role="img">${image.alt_text}</span>`;
  return html`<a class="no-picture no-picture-${kind}" href="${href.to}" target="_blank" rel="noopener noreferrer">${image.alt_text}</a>`;
}

function hrefOf(image: ImageElement, around: Surroundings): { to: string; shown: boolean } | undefined {
  if ('slack_file' in image && 'id' in image.slack_file)
    return { to: `/files/${encodeURIComponent(image.slack_file.id)}`, shown: true };
  const url = 'slack_file' in image ? (image.slack_file as { url: string }).url : image.image_url;
  const to = around.href(url);
  return to === undefined ? undefined : { to, shown: around.showsImage(url) };
}

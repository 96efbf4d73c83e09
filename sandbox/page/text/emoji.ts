import { html, raw } from 'hono/html';
import { emojiArt } from './emoji-art.ts';
import { emojiNames } from './emoji-names.ts';
import type { Html } from './html.ts';

const drawn = new RegExp(`(${Object.keys(emojiArt).join('|')})\\uFE0F?`, 'gu');

/** The emoji of Slack's short `name` (without colons; a skin tone is ignored), or undefined when the page has none. */
export function emojiOf(name: string): string | undefined {
  const plain = name.replace(/::skin-tone-\d$/, '');
  return Object.hasOwn(emojiNames, plain) ? emojiNames[plain] : undefined;
}

/** Text with its emoji drawn; everything else escaped. The character stays in the text for copying and screen readers. */
export function renderText(text: string): Html {
  const parts = text.split(drawn).map((part, index) => (index % 2 === 0 ? html`${part}` : draw(part)));
  return html`${parts}`;
}

/** A `plain_text` object: `:name:` becomes its emoji unless the object says `emoji: false`. */
export function renderPlain(object: { text: string; emoji?: boolean }): Html {
  if (object.emoji === false) return renderText(object.text);
  return renderText(object.text.replace(/:([a-z0-9_+-]{1,50}):/g, (whole, name: string) => emojiOf(name) ?? whole));
}

function draw(character: string): Html {
  const art = emojiArt[character] ?? '';
  return html`<span class="emoji"><svg viewBox="0 0 20 20" aria-hidden="true">${raw(art)}</svg><span class="emoji-char">${character}</span></span>`;
}

import { html } from 'hono/html';
import type { Scene } from '../scene.ts';
import type { Html } from '../text/html.ts';

/** A square with a person's initials in a colour of their own; the app has a mark instead. */
export function renderAvatar(userId: string, isApp: boolean, { around }: Scene): Html {
  if (isApp) {
    return html`<span class="avatar avatar-app" aria-hidden="true"><svg viewBox="0 0 36 36"><path d="M18 7l10 4v7c0 6-4 9.5-10 12C12 27.5 8 24 8 18v-7Z" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linejoin="round"/><circle cx="18" cy="18" r="3.6" fill="currentColor"/></svg></span>`;
  }
  const name = around.userName(userId) ?? userId;
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32))
    .join('');
  return html`<span class="avatar avatar-${toneOf(userId)}" aria-hidden="true">${initials.toUpperCase()}</span>`;
}

function toneOf(userId: string): number {
  let sum = 0;
  for (const character of userId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997;
  return sum % 6;
}

import type { Confirm } from '@slack/types';
import { html } from 'hono/html';
import { renderPlain } from '../text/emoji.ts';
import { type Html, nothing } from '../text/html.ts';
import type { Surroundings } from '../text/surroundings.ts';
import { renderTextObject } from './text-object.ts';

/** Wraps an element together with the question that the client must put before the act is sent. */
export function withConfirm(element: Html, confirm: Confirm | undefined, around: Surroundings): Html {
  if (!confirm) return element;
  const style = confirm.style === 'danger' ? 'button button-danger' : 'button button-primary';
  return html`<span class="confirmed" data-confirmed>${element}<dialog class="confirm">
    ${confirm.title ? html`<h3>${renderPlain(confirm.title)}</h3>` : nothing}
    <div class="confirm-text">${renderTextObject(confirm.text, around)}</div>
    <div class="confirm-buttons">
      <button type="button" class="button" data-deny>${confirm.deny ? renderPlain(confirm.deny) : 'Cancel'}</button>
      <button type="button" class="${style}" data-confirm>${confirm.confirm ? renderPlain(confirm.confirm) : 'Yes'}</button>
    </div>
  </dialog></span>`;
}

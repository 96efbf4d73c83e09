import type { ActionsBlockElement, Button, ImageElement, Overflow } from '@slack/types';
import { html } from 'hono/html';
import { renderPlain } from '../text/emoji.ts';
import { type Html, nothing } from '../text/html.ts';
import type { Surroundings } from '../text/surroundings.ts';
import { withConfirm } from './confirm.ts';
import { renderField } from './fields.ts';
import { renderPicture } from './picture.ts';

/** An element that acts at once when it is used: in an actions block, or beside a section's text. */
export function renderElement(
  element: ActionsBlockElement | ImageElement,
  blockId: string,
  around: Surroundings,
): Html {
  switch (element.type) {
    case 'image':
      return renderPicture(element, 'accessory', around);
    case 'button':
      return withConfirm(renderButton(element, blockId, around), element.confirm, around);
    case 'overflow':
      return withConfirm(renderOverflow(element, blockId, around), element.confirm, around);
    case 'workflow_button':
      return html`<span class="unsupported">The sandbox runs no workflows.</span>`;
    case 'rich_text_input':
      return renderField(element, { blockId, around, required: false, dispatches: true });
    default:
      return withConfirm(
        renderField(element, { blockId, around, required: false, dispatches: true }),
        element.confirm,
        around,
      );
  }
}

function renderButton(button: Button, blockId: string, around: Surroundings): Html {
  const style = button.style ? `button button-${button.style}` : 'button';
  const about = html`class="${style}" data-action-id="${button.action_id ?? ''}" data-block-id="${blockId}" data-act
  ${button.accessibility_label ? html`aria-label="${button.accessibility_label}"` : ''}`;
  const href = button.url === undefined ? undefined : around.href(button.url);
  if (href !== undefined) {
    return html`<a ${about} data-value="${button.value ?? ''}" href="${href}" target="${href.startsWith('/') ? '_self' : '_blank'}" rel="noopener noreferrer">${renderPlain(button.text)}</a>`;
  }
  return html`<button type="button" ${about} value="${button.value ?? ''}">${renderPlain(button.text)}</button>`;
}

function renderOverflow(menu: Overflow, blockId: string, around: Surroundings): Html {
  const about = html`data-action-id="${menu.action_id ?? ''}" data-block-id="${blockId}"`;
  return html`<details class="overflow" ${about} data-menu>
    <summary class="button" aria-label="More actions">⋯</summary>
    <div class="menu" role="menu">${menu.options.map((option) => {
      const href = option.url === undefined ? undefined : around.href(option.url);
      const label = html`${renderPlain(option.text)}${option.description ? html`<small>${renderPlain(option.description)}</small>` : nothing}`;
      if (href === undefined)
        return html`<button type="button" role="menuitem" data-act ${about} data-option="${option.value ?? ''}">${label}</button>`;
      return html`<a role="menuitem" data-act ${about} data-option="${option.value ?? ''}" href="${href}" target="_blank" rel="noopener noreferrer">${label}</a>`;
    })}</div>
  </details>`;
}

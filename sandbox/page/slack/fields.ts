import type { ActionsBlockElement, InputBlock } from '@slack/types';
import { html } from 'hono/html';
import { renderPlain, renderText } from '../text/emoji.ts';
import { type Html, nothing } from '../text/html.ts';
import type { Surroundings } from '../text/surroundings.ts';
import { type Choice, choicesOf, chosenAtFirst } from './choices.ts';

/** Where a field stands: its block, and whether the form may be sent without it. */
export interface Field {
  blockId: string;
  required: boolean;
  around: Surroundings;
  /** The id its label points to. */
  id?: string;
  /** True when the app wants to hear of the change while the form is still open. */
  dispatches: boolean;
}
type FieldElement = Exclude<
  ActionsBlockElement | InputBlock['element'],
  { type: 'button' | 'overflow' | 'workflow_button' }
>;

/** A field that is filled or chosen in: in a modal's input, or beside a message's text. Its form name is its block id. */
export function renderField(element: FieldElement, field: Field): Html {
  switch (element.type) {
    case 'checkboxes':
      return renderBoxes(element, 'checkbox', field);
    case 'radio_buttons':
      return renderBoxes(element, 'radio', field);
    case 'multi_static_select':
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
    case 'multi_external_select':
      return html`<div class="pick-many">${renderBoxes(element, 'checkbox', field)}</div>`;
    case 'static_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
    case 'external_select':
      return renderSelect(element, field);
    default:
      return renderTyped(element, field);
  }
}

function renderTyped(element: FieldElement, field: Field): Html {
  const about = attributes(element, field);
  switch (element.type) {
    case 'datepicker':
      return html`<input type="date" ${about} value="${element.initial_date ?? ''}" />`;
    case 'timepicker':
      return html`<input type="time" ${about} value="${element.initial_time ?? ''}" />`;
    case 'datetimepicker':
      return html`<input type="datetime-local" ${about} data-unix="${element.initial_date_time ?? ''}" />`;
    case 'email_text_input':
      return html`<input type="email" ${about} value="${element.initial_value ?? ''}" />`;
    case 'url_text_input':
      return html`<input type="url" ${about} value="${element.initial_value ?? ''}" />`;
    case 'number_input':
      return html`<input type="number" step="${element.is_decimal_allowed ? 'any' : '1'}" ${about} value="${element.initial_value ?? ''}" />`;
    case 'plain_text_input':
      return renderPlainTextInput(element, about);
    default:
      return html`<span class="unsupported">The sandbox has no “${element.type}”.</span>`;
  }
}

function renderPlainTextInput(element: Extract<FieldElement, { type: 'plain_text_input' }>, about: Html): Html {
  const limits = html`${element.min_length ? html`minlength="${element.min_length}"` : ''} ${element.max_length ? html`maxlength="${element.max_length}"` : ''}`;
  if (!element.multiline)
    return html`<input type="text" autocomplete="off" ${about} ${limits} value="${element.initial_value ?? ''}" />`;
  return html`<textarea rows="4" ${about} ${limits}>${'\n'}${element.initial_value ?? ''}</textarea>`;
}

function renderSelect(element: FieldElement, field: Field): Html {
  const [chosen = ''] = chosenAtFirst(element);
  const choices = choicesOf(element, field.around);
  const groups = [...new Set(choices.map((choice) => choice.group))];
  const option = (choice: Choice) =>
    html`<option value="${choice.value}" ${choice.value === chosen ? html`selected` : ''}>${choice.label}</option>`;
  return html`<select ${attributes(element, field)}>
    <option value="" ${chosen === '' ? html`selected` : ''}>${placeholderOf(element) || 'Choose…'}</option>
    ${groups.map((group) => {
      const options = choices.filter((choice) => choice.group === group).map((choice) => option(choice));
      return group === undefined ? options : html`<optgroup label="${group}">${options}</optgroup>`;
    })}
  </select>`;
}

function renderBoxes(element: FieldElement, type: 'checkbox' | 'radio', field: Field): Html {
  const chosen = new Set(chosenAtFirst(element));
  const required = type === 'radio' && field.required ? html`required` : nothing;
  return html`<div class="boxes" role="group" ${markers(element, field)}>
    ${choicesOf(element, field.around).map(
      (choice) => html`<label class="box">
        <input type="${type}" name="${field.blockId}" value="${choice.value}" ${chosen.has(choice.value) ? html`checked` : ''} ${required} />
        <span>${renderText(choice.label)}${choice.note ? html`<small>${renderText(choice.note)}</small>` : nothing}</span>
      </label>`,
    )}
  </div>`;
}

function attributes(element: FieldElement, field: Field): Html {
  return html`${markers(element, field)} name="${field.blockId}" placeholder="${placeholderOf(element)}"
  aria-label="${placeholderOf(element) || element.type}" ${field.id ? html`id="${field.id}"` : ''} ${field.required ? html`required` : ''}
  ${'focus_on_load' in element && element.focus_on_load ? html`autofocus` : ''}`;
}

function markers(element: FieldElement, field: Field): Html {
  const actionId = element.action_id ?? '';
  return html`data-action-id="${actionId}" data-block-id="${field.blockId}" ${field.dispatches ? html`data-dispatch="${element.type}"` : ''}`;
}

function placeholderOf(element: FieldElement): string {
  return 'placeholder' in element ? (element.placeholder?.text ?? '') : '';
}

/** The hint that stands below a field. */
export function renderHint(hint: { text: string } | undefined): Html {
  return hint ? html`<p class="hint">${renderPlain(hint)}</p>` : nothing;
}

import { isRecord } from './check-shape.ts';

/** An element of a block, as the app sent it. */
export type Element = Record<string, unknown> & { type: string; action_id: string };

interface Kind {
  /** The key of the value in `state.values` and in an action. */
  key: string;
  /** The key of the value that the element starts with. */
  initial: string;
  isMany?: boolean;
  hasOptions?: boolean;
}

const typed: Kind = { key: 'value', initial: 'initial_value' };
const oneOption: Kind = { key: 'selected_option', initial: 'initial_option', hasOptions: true };
const manyOptions: Kind = { key: 'selected_options', initial: 'initial_options', isMany: true, hasOptions: true };

/** Elements that hold a value, by type: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload. */
const kinds: Readonly<Record<string, Kind>> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value' },
  static_select: oneOption,
  external_select: oneOption,
  radio_buttons: oneOption,
  checkboxes: manyOptions,
  multi_static_select: manyOptions,
  multi_external_select: manyOptions,
  users_select: { key: 'selected_user', initial: 'initial_user' },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', isMany: true },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', isMany: true },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', isMany: true },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time' },
};

/** The element's entry in `state.values`, with what it starts with; undefined for a button and the like. */
export function initialState(element: Element): Record<string, unknown> | undefined {
  const kind = kinds[element.type];
  if (kind === undefined) return undefined;
  return { type: element.type, [kind.key]: element[kind.initial] ?? (kind.isMany ? [] : null) };
}

/** The same with what a person chose: text, ids, dates, or the values of options. Throws when it cannot be chosen. */
export function chosenState(element: Element, chosen: unknown): Record<string, unknown> {
  const kind = element.type === 'overflow' ? oneOption : kinds[element.type];
  if (kind === undefined) throw new Error(`a person cannot choose a value of a ${element.type}`);
  return { type: element.type, [kind.key]: kind.isMany ? listOf(chosen).map(pick) : pick(chosen) };

  function pick(one: unknown): unknown {
    if (one === undefined || one === null || one === '') return null;
    if (element.type === 'datetimepicker') return Number(one);
    if (element.type === 'rich_text_input' || !kind?.hasOptions) return one;
    return optionOf(element, one);
  }
}

/** Whether a required input would be sent back to the person. */
export function isBlank(state: Record<string, unknown>): boolean {
  const { type: _, ...rest } = state;
  return Object.values(rest).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

function optionOf(element: Element, value: unknown): Record<string, unknown> {
  const grouped = listOf(element.option_groups).flatMap((group) => (isRecord(group) ? listOf(group.options) : []));
  const options = [...listOf(element.options), ...grouped].filter(isRecord);
  const option = options.find((one) => one.value === value);
  if (option !== undefined) return option;
  const known = options.map((one) => String(one.value)).join(', ');
  throw new Error(`${element.action_id} has no option ${JSON.stringify(value)}, only: ${known}`);
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

import type { InputBlock, PlainTextOption, RadioButtons, StaticSelect } from '@slack/types';
import { plainText } from './text-objects.ts';

/** The longest comment that a case keeps. */
const longestComment = 1000;

/** One input of a modal; its block id is its name. */
export function input(name: string, label: string, element: InputBlock['element'], optional = false): InputBlock {
  return { type: 'input', block_id: name, label: plainText(label, 200), element, optional };
}

/** A choice among texts by their value. */
export function options(pairs: [value: string, text: string][]): PlainTextOption[] {
  return pairs.map(([value, text]) => ({ text: plainText(text, 75), value }));
}

/** One of a few, with the first chosen. */
export function choice(
  type: 'static_select' | 'radio_buttons',
  all: PlainTextOption[],
  first = all[0],
): StaticSelect | RadioButtons {
  return { type, action_id: 'value', options: all, ...(first === undefined ? {} : { initial_option: first }) };
}

/** A comment of some lines, which may stay empty. */
export function comment(name: string, label: string): InputBlock {
  return input(
    name,
    label,
    { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: longestComment },
    true,
  );
}

import type { ActionsBlockElement, InputBlock } from '@slack/types';
import type { Surroundings } from '../text/surroundings.ts';

/** One thing that can be chosen in a menu, picker or group of boxes. */
export interface Choice {
  value: string;
  label: string;
  note?: string;
  group?: string;
}
type Element = ActionsBlockElement | InputBlock['element'];

/** Everything that can be chosen in this element: its options, or the people or channels of the workspace. */
export function choicesOf(element: Element, around: Surroundings): Choice[] {
  if (element.type === 'users_select' || element.type === 'multi_users_select')
    return around.people.map(({ id, name }) => ({ value: id, label: name }));
  if (/^(multi_)?(conversations|channels)_select$/.test(element.type))
    return around.channels.map(({ id, name }) => ({ value: id, label: `#${name}` }));
  const own = 'options' in element ? (element.options ?? []).map((option) => toChoice(option)) : [];
  const grouped = 'option_groups' in element ? (element.option_groups ?? []) : [];
  return [
    ...own,
    ...grouped.flatMap((group) => group.options.map((option) => ({ ...toChoice(option), group: group.label.text }))),
  ];
}

/** The values that are chosen before anybody chose. */
export function chosenAtFirst(element: Element): string[] {
  if ('initial_options' in element) return (element.initial_options ?? []).map((option) => option.value ?? '');
  if ('initial_option' in element) return [element.initial_option?.value ?? ''];
  if ('initial_users' in element) return element.initial_users ?? [];
  if ('initial_user' in element) return [element.initial_user ?? ''];
  if ('initial_conversations' in element) return element.initial_conversations ?? [];
  if ('initial_conversation' in element) return [element.initial_conversation ?? ''];
  if ('initial_channels' in element) return element.initial_channels ?? [];
  return 'initial_channel' in element ? [element.initial_channel ?? ''] : [];
}

function toChoice(option: { text: { text: string }; value?: string; description?: { text: string } }): Choice {
  const choice = { value: option.value ?? '', label: option.text.text };
  return option.description ? { ...choice, note: option.description.text } : choice;
}

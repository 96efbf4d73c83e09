import type { KnownBlock } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const options = (...names: string[]) => names.map((name) => ({ text: plain(name), value: name.toLowerCase() }));

/** One of every block and element that a message can hold, each with a text of its own. */
export const everyMessageBlock: KnownBlock[] = [
  { type: 'header', text: plain(':red_circle: A header') },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: 'A *section*' },
    fields: [{ type: 'mrkdwn', text: '*Who*\nfield one' }, plain('field two')],
    accessory: { type: 'button', action_id: 'beside', text: plain('Beside'), value: 'b' },
  },
  {
    type: 'section',
    text: plain('With a picture'),
    accessory: { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a stranger’s picture' },
  },
  {
    type: 'context',
    elements: [
      { type: 'mrkdwn', text: 'context `line`' },
      { type: 'image', image_url: 'https://example.com/i.png', alt_text: 'icon' },
    ],
  },
  { type: 'divider' },
  {
    type: 'actions',
    block_id: 'acts',
    elements: [
      { type: 'button', action_id: 'go', style: 'primary', text: plain('Go'), value: '1' },
      { type: 'button', action_id: 'stop', style: 'danger', text: plain('Stop'), value: '2' },
      { type: 'button', action_id: 'read', text: plain('Read'), url: 'https://example.com/read' },
      { type: 'static_select', action_id: 'pick', placeholder: plain('Pick one'), options: options('Red', 'Blue') },
      { type: 'overflow', action_id: 'more', options: options('Close', 'Assign') },
      { type: 'users_select', action_id: 'person', placeholder: plain('Somebody') },
      { type: 'conversations_select', action_id: 'place', placeholder: plain('Somewhere') },
      { type: 'datepicker', action_id: 'day', initial_date: '2026-03-01' },
      { type: 'timepicker', action_id: 'time', initial_time: '09:30' },
      { type: 'datetimepicker', action_id: 'moment', initial_date_time: 1_772_323_200 },
      { type: 'checkboxes', action_id: 'tick', options: options('Tick') },
      { type: 'radio_buttons', action_id: 'radio', options: options('Radio') },
      { type: 'multi_static_select', action_id: 'many', placeholder: plain('Several'), options: options('Many') },
    ],
  },
  { type: 'image', image_url: 'https://example.com/b.png', alt_text: 'a big picture', title: plain('Picture title') },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'rich', style: { bold: true } },
          { type: 'user', user_id: 'UBEN' },
          { type: 'broadcast', range: 'here' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'listed' }] }],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'preformatted' }] },
    ],
  },
];

const input = (
  id: string,
  element: Extract<KnownBlock, { type: 'input' }>['element'],
  more: object = {},
): KnownBlock => ({
  type: 'input',
  block_id: id,
  label: plain(`Label of ${id}`),
  element,
  optional: true,
  ...more,
});

/** One of every input that a modal can hold; the block ids are what the tests fill in by. */
export const everyInput: KnownBlock[] = [
  input(
    'line',
    { type: 'plain_text_input', action_id: 'a', placeholder: plain('One line') },
    { optional: false, hint: plain('A hint') },
  ),
  input('lines', { type: 'plain_text_input', action_id: 'a', multiline: true, initial_value: 'first\nsecond' }),
  input('one', {
    type: 'static_select',
    action_id: 'a',
    option_groups: [{ label: plain('Group'), options: options('Red', 'Blue') }],
  }),
  input('several', { type: 'multi_static_select', action_id: 'a', options: options('Ash', 'Oak', 'Elm') }),
  input('radio', { type: 'radio_buttons', action_id: 'a', options: options('Fixed', 'Expected') }),
  input('boxes', {
    type: 'checkboxes',
    action_id: 'a',
    options: options('Early', 'Late'),
    initial_options: options('Early'),
  }),
  input('day', { type: 'datepicker', action_id: 'a' }),
  input('clock', { type: 'timepicker', action_id: 'a' }),
  input('moment', { type: 'datetimepicker', action_id: 'a' }),
  input('who', { type: 'users_select', action_id: 'a' }),
  input('where', { type: 'conversations_select', action_id: 'a' }),
];

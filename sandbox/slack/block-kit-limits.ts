/**
 * What Slack accepts in blocks, as tables: https://docs.slack.dev/reference/block-kit. Slack refuses unknown keys too,
 * so every key it knows is listed. Blocks of AI apps and data tables are not here: Slack needs more than blocks for them.
 */
export type Surface = 'message' | 'modal' | 'home';

export type Shape =
  | { is: 'string'; min: number; max: number; oneOf?: readonly string[]; pattern?: RegExp }
  | { is: 'text'; max: number; only?: 'plain_text' | 'mrkdwn' }
  | { is: 'number'; min: number; max: number }
  | { is: 'boolean' }
  | { is: 'anything' }
  | { is: 'list'; min: number; max: number; of: Shape }
  | { is: 'object'; fields: Fields }
  | { is: 'element'; types: readonly string[] };

export type Fields = Readonly<Record<string, Shape & { needed?: true }>>;

export const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };
export const mostAttachments = 100;

const boolean: Shape = { is: 'boolean' };
const anything: Shape = { is: 'anything' };

function needed(shape: Shape): Shape & { needed: true } {
  return { ...shape, needed: true };
}
function string(max: number, min = 0): Shape {
  return { is: 'string', min, max };
}
function oneOf(...values: string[]): Shape {
  return { is: 'string', min: 0, max: 255, oneOf: values };
}
function matching(pattern: RegExp): Shape {
  return { is: 'string', min: 0, max: 3000, pattern };
}
function number(min: number, max: number): Shape {
  return { is: 'number', min, max };
}
function plain(max: number): Shape {
  return { is: 'text', max, only: 'plain_text' };
}
function anyText(max: number): Shape {
  return { is: 'text', max };
}
function list(min: number, max: number, of: Shape): Shape {
  return { is: 'list', min, max, of };
}
function object(fields: Fields): Shape {
  return { is: 'object', fields };
}
function element(...types: string[]): Shape {
  return { is: 'element', types };
}

const webUrl = matching(/^https?:\/\/\S+$/);
const day = matching(/^\d{4}-\d{2}-\d{2}$/);
const hour = matching(/^\d{2}:\d{2}$/);

const confirm = object({
  title: plain(100),
  text: needed(anyText(300)),
  confirm: plain(30),
  deny: plain(30),
  style: oneOf('primary', 'danger'),
});

function option(text: Shape, more: Fields = {}): Shape {
  return object({ text: needed(text), value: needed(string(150, 1)), description: text, ...more });
}
const menuOption = option(plain(75));
const boxOption = option(anyText(75));
const overflowOption = option(plain(75), { url: string(3000) });
const groups = list(1, 100, object({ label: needed(plain(75)), options: needed(list(1, 100, menuOption)) }));
const slackFile = object({ id: string(255, 1), url: string(3000, 1) });
const filter = object({
  include: list(1, 4, oneOf('im', 'mpim', 'private', 'public')),
  exclude_external_shared_channels: boolean,
  exclude_bot_users: boolean,
});
const dispatchConfig = object({
  trigger_actions_on: list(1, 2, oneOf('on_enter_pressed', 'on_character_entered')),
});

const action: Fields = { action_id: string(255, 1) };
const menu: Fields = { ...action, confirm, focus_on_load: boolean, placeholder: plain(150) };
const multi: Fields = { ...menu, max_selected_items: number(1, 10_000) };
const typed: Fields = {
  ...action,
  dispatch_action_config: dispatchConfig,
  focus_on_load: boolean,
  placeholder: plain(150),
};
const picture: Fields = { alt_text: needed(string(2000)), image_url: webUrl, slack_file: slackFile };
const pressable: Fields = {
  ...action,
  text: needed(plain(75)),
  style: oneOf('primary', 'danger'),
  accessibility_label: string(75),
};

/** The keys of each element besides `type`. */
export const elementFields: Readonly<Record<string, Fields>> = {
  button: { ...pressable, confirm, url: string(3000), value: string(2000) },
  workflow_button: { ...pressable, workflow: needed(anything) },
  checkboxes: {
    ...action,
    confirm,
    focus_on_load: boolean,
    options: needed(list(1, 10, boxOption)),
    initial_options: list(1, 10, boxOption),
  },
  radio_buttons: {
    ...action,
    confirm,
    focus_on_load: boolean,
    options: needed(list(1, 10, boxOption)),
    initial_option: boxOption,
  },
  overflow: { ...action, confirm, options: needed(list(2, 5, overflowOption)) },
  datepicker: { ...menu, initial_date: day },
  timepicker: { ...menu, initial_time: hour, timezone: string(255) },
  datetimepicker: { ...action, confirm, focus_on_load: boolean, initial_date_time: number(1e9, 9_999_999_999) },
  static_select: { ...menu, options: list(1, 100, menuOption), option_groups: groups, initial_option: menuOption },
  multi_static_select: {
    ...multi,
    options: list(1, 100, menuOption),
    option_groups: groups,
    initial_options: list(1, 100, menuOption),
  },
  external_select: { ...menu, initial_option: menuOption, min_query_length: number(0, 100) },
  multi_external_select: { ...multi, initial_options: list(1, 100, menuOption), min_query_length: number(0, 100) },
  users_select: { ...menu, initial_user: string(255) },
  multi_users_select: { ...multi, initial_users: list(0, 1000, string(255)) },
  conversations_select: {
    ...menu,
    initial_conversation: string(255),
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
    filter,
  },
  multi_conversations_select: {
    ...multi,
    initial_conversations: list(0, 1000, string(255)),
    default_to_current_conversation: boolean,
    filter,
  },
  channels_select: { ...menu, initial_channel: string(255), response_url_enabled: boolean },
  multi_channels_select: { ...multi, initial_channels: list(0, 1000, string(255)) },
  plain_text_input: {
    ...typed,
    initial_value: string(3000),
    multiline: boolean,
    min_length: number(0, 3000),
    max_length: number(1, 3000),
  },
  email_text_input: { ...typed, initial_value: string(3000) },
  url_text_input: { ...typed, initial_value: string(3000) },
  number_input: {
    ...typed,
    is_decimal_allowed: needed(boolean),
    initial_value: string(255),
    min_value: string(255),
    max_value: string(255),
  },
  rich_text_input: {
    ...typed,
    initial_value: anything,
    min_lines: number(1, 100),
    max_lines: number(1, 100),
  },
  file_input: { ...action, filetypes: list(1, 100, string(50)), max_files: number(1, 10) },
  image: picture,
  plain_text: { text: needed(string(3000, 1)), emoji: boolean },
  mrkdwn: { text: needed(string(3000, 1)), verbatim: boolean },
  rich_text_section: { elements: needed(list(0, 1000, anything)) },
  rich_text_quote: { elements: needed(list(0, 1000, anything)), border: number(0, 1) },
  rich_text_preformatted: { elements: needed(list(0, 1000, anything)), border: number(0, 1), language: string(255) },
  rich_text_list: {
    elements: needed(list(0, 1000, anything)),
    style: needed(oneOf('bullet', 'ordered')),
    indent: number(0, 8),
    offset: number(0, 10_000),
    border: number(0, 1),
  },
};

const single = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'];
const menus = [...single, ...single.map((name) => `multi_${name}`)];
const choices = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...menus];
const inputs = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'rich_text_input'];

/** The keys of each block besides `type` and `block_id`. */
export const blockFields: Readonly<Record<string, Fields>> = {
  section: {
    text: anyText(3000),
    fields: list(1, 10, anyText(2000)),
    accessory: element('button', 'workflow_button', 'overflow', 'image', ...choices),
    expand: boolean,
  },
  header: { text: needed(plain(150)) },
  divider: {},
  image: { ...picture, title: plain(2000) },
  context: { elements: needed(list(1, 10, element('image', 'mrkdwn', 'plain_text'))) },
  actions: {
    elements: needed(
      list(1, 25, element('button', 'workflow_button', 'overflow', 'datetimepicker', 'rich_text_input', ...choices)),
    ),
  },
  input: {
    label: needed(plain(2000)),
    element: needed(element('datetimepicker', 'file_input', ...inputs, ...choices)),
    hint: plain(2000),
    optional: boolean,
    dispatch_action: boolean,
  },
  rich_text: {
    elements: needed(
      list(1, 1000, element('rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted')),
    ),
  },
  markdown: { text: needed(string(12_000, 1)) },
  table: { rows: needed(list(1, 100, list(1, 20, anything))), column_settings: list(0, 20, anything) },
  video: {
    alt_text: needed(string(2000)),
    title: needed(plain(200)),
    thumbnail_url: needed(webUrl),
    video_url: needed(webUrl),
    title_url: webUrl,
    description: plain(200),
    author_name: string(50),
    provider_name: string(50),
    provider_icon_url: webUrl,
  },
};

/** Blocks that Slack shows in some places only. */
export const blockSurfaces: Readonly<Record<string, readonly Surface[]>> = {
  markdown: ['message'],
  table: ['message'],
};

export const blockId: Shape = string(255, 1);

/** The keys of a view besides `blocks` and those that Slack itself adds. */
export const viewFields: Readonly<Record<'modal' | 'home', Fields>> = {
  modal: {
    type: needed(oneOf('modal')),
    title: needed(plain(24)),
    close: plain(24),
    submit: plain(24),
    private_metadata: string(3000),
    callback_id: string(255),
    external_id: string(255),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  home: {
    type: needed(oneOf('home')),
    private_metadata: string(3000),
    callback_id: string(255),
    external_id: string(255),
  },
};

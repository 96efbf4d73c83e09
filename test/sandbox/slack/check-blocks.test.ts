import { expect, test } from 'vitest';
import { checkAttachments, checkBlocks, checkView } from '#sandbox/slack/check-blocks.ts';
import { actions, button, input, long, many, mrkdwn, option, plain, select } from './some-blocks.ts';

const good: [string, object[]][] = [
  [
    'a full card',
    [
      { type: 'header', text: plain(long(150)) },
      { type: 'context', elements: many(10, () => mrkdwn('x')) },
      { type: 'section', text: mrkdwn(long(3000)), fields: many(10, () => mrkdwn(long(2000))) },
      { type: 'image', image_url: 'https://example.com/a.png', alt_text: long(2000) },
      { type: 'divider' },
      actions(...many(25, (index) => button({ action_id: `a${index}`, value: long(2000), style: 'danger' }))),
    ],
  ],
  [
    'every kind of menu',
    [
      actions(select({ options: many(100, (index) => option(`${index}`)), initial_option: option('7') })),
      {
        type: 'section',
        text: mrkdwn('x'),
        accessory: { type: 'overflow', options: [option('a'), option(long(150), long(75))] },
      },
      actions(
        { type: 'users_select' },
        { type: 'datepicker', initial_date: '2026-12-01' },
        { type: 'timepicker', initial_time: '09:00' },
      ),
      actions(
        button({
          confirm: { title: plain(long(100)), text: mrkdwn(long(300)), confirm: plain(long(30)), deny: plain('No') },
        }),
      ),
    ],
  ],
  ['the same action id in two blocks', [actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))]],
  ['3000 characters that are each two units long', [{ type: 'section', text: mrkdwn('🔴'.repeat(3000)) }]],
];

test.each(good)('%s is taken', (_, blocks) => {
  expect(checkBlocks(blocks, 'message')).toEqual([]);
});

const bad: [string, object[], string][] = [
  ['51 blocks', many(51, () => ({ type: 'divider' })), 'no more than 50 items allowed [json-pointer:/blocks]'],
  [
    'a long section',
    [{ type: 'section', text: mrkdwn(long(3001)) }],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an empty text',
    [{ type: 'section', text: mrkdwn('') }],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a blank text',
    [{ type: 'section', text: mrkdwn(' \n') }],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  ['a section of nothing', [{ type: 'section' }], 'must define either `text` or `fields` [json-pointer:/blocks/0]'],
  [
    '11 fields',
    [{ type: 'section', fields: many(11, () => mrkdwn('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'a long field',
    [{ type: 'section', fields: [mrkdwn(long(2001))] }],
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'a long header',
    [{ type: 'header', text: plain(long(151)) }],
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a header in mrkdwn',
    [{ type: 'header', text: mrkdwn('x') }],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    '11 context elements',
    [{ type: 'context', elements: many(11, () => mrkdwn('x')) }],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'a button in a context',
    [{ type: 'context', elements: [button()] }],
    'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a long block id',
    [{ type: 'divider', block_id: long(256) }],
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'the same block id twice',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    '`block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    'a long alt text',
    [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: long(2001) }],
    'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
  ],
  [
    'an image of nothing',
    [{ type: 'image', alt_text: 'x' }],
    'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
  ],
  ['a block of its own', [{ type: 'shouting' }], 'unsupported type: shouting [json-pointer:/blocks/0/type]'],
  ['a block of a prototype', [{ type: 'constructor' }], 'unsupported type: constructor [json-pointer:/blocks/0/type]'],
  ['no type', [{ text: mrkdwn('x') }], 'missing required field: type [json-pointer:/blocks/0]'],
];

test.each(bad)('%s is refused', (_, blocks, reason) => {
  expect(checkBlocks(blocks, 'message')).toEqual([reason]);
});

test('a modal takes 100 blocks, no more, and no block that only messages have', () => {
  const dividers = many(100, () => ({ type: 'divider' }));
  expect(checkBlocks(dividers, 'modal')).toEqual([]);
  expect(checkBlocks([...dividers, { type: 'divider' }], 'home')).toEqual([
    'no more than 100 items allowed [json-pointer:/blocks]',
  ]);
  const markdown = { type: 'markdown', text: '**x**' };
  expect(checkBlocks([markdown], 'message')).toEqual([]);
  expect(checkBlocks([markdown], 'modal')).toEqual(['unsupported type: markdown [json-pointer:/blocks/0/type]']);
});

test('the parts of a modal have limits of their own', () => {
  const modal = {
    type: 'modal',
    title: plain('Close'),
    submit: plain('Close'),
    blocks: [input({ type: 'plain_text_input' })],
  };
  const { submit: _, ...unsubmitted } = modal;
  expect(checkView(modal)).toEqual([]);
  expect(checkView({ ...modal, title: plain(long(25)) })).toEqual([
    'must be less than 25 characters [json-pointer:/view/title/text]',
  ]);
  expect(checkView({ ...modal, submit: plain(long(25)) })).toEqual([
    'must be less than 25 characters [json-pointer:/view/submit/text]',
  ]);
  expect(checkView({ ...modal, close: plain(long(25)) })).toEqual([
    'must be less than 25 characters [json-pointer:/view/close/text]',
  ]);
  expect(checkView({ ...modal, private_metadata: long(3001) })).toEqual([
    'must be less than 3001 characters [json-pointer:/view/private_metadata]',
  ]);
  expect(checkView(unsubmitted)).toEqual([
    'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
  ]);
  expect(checkView({ type: 'modal', title: plain('x') })).toEqual([
    'missing required field: blocks [json-pointer:/view]',
  ]);
});

test('the blocks of attachments are checked where they are', () => {
  expect(checkAttachments([{ color: '#ff0000' }, { blocks: [{ type: 'section' }] }])).toEqual([
    'must define either `text` or `fields` [json-pointer:/attachments/1/blocks/0]',
  ]);
  expect(checkAttachments(many(101, () => ({ text: 'x' })))).toEqual([
    'no more than 100 items allowed [json-pointer:/attachments]',
  ]);
});

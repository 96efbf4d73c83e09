import { expect, test } from 'vitest';
import { checkBlocks } from '#sandbox/slack/check-blocks.ts';
import { actions, button, input, long, many, option, plain, select } from './some-blocks.ts';

const bad: [string, object[], string][] = [
  [
    '26 buttons',
    [actions(...many(26, () => button()))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  ['no button', [actions()], 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
  [
    'a long button',
    [actions(button({ text: plain(long(76)) }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a long value',
    [actions(button({ value: long(2001) }))],
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'a long url',
    [actions(button({ url: long(3001) }))],
    'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'a long action id',
    [actions(button({ action_id: long(256) }))],
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'a style of its own',
    [actions(button({ style: 'default' }))],
    'unsupported value: default [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'a key of its own',
    [actions(button({ disabled: true }))],
    'invalid additional property: disabled [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'a button without text',
    [actions({ type: 'button' })],
    'missing required field: text [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'a null',
    [actions(button({ confirm: null }))],
    'must provide an object [json-pointer:/blocks/0/elements/0/confirm]',
  ],
  [
    'the same action id twice',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  [
    '101 options',
    [actions(select({ options: many(101, (index) => option(`${index}`)) }))],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'no options',
    [actions(select({}))],
    'must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'a long option',
    [actions(select({ options: [option('a', long(76))] }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
  ],
  [
    'a long option value',
    [actions(select({ options: [option(long(151), 'a')] }))],
    'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  [
    'an initial option that is none',
    [actions(select({ options: [option('a')], initial_option: option('b') }))],
    'must be one of the `options` [json-pointer:/blocks/0/elements/0/initial_option]',
  ],
  [
    '6 overflow options',
    [actions({ type: 'overflow', options: many(6, (index) => option(`${index}`)) })],
    'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '1 overflow option',
    [actions({ type: 'overflow', options: [option('a')] })],
    'no fewer than 2 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    '11 checkboxes',
    [actions({ type: 'checkboxes', options: many(11, (index) => option(`${index}`)) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'a long confirm title',
    [actions(button({ confirm: { title: plain(long(101)), text: plain('x') } }))],
    'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
  ],
  [
    'a long confirm text',
    [actions(button({ confirm: { text: plain(long(301)) } }))],
    'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  ],
  [
    'a long deny',
    [actions(button({ confirm: { text: plain('x'), deny: plain(long(31)) } }))],
    'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]',
  ],
  [
    'a long label',
    [input({ type: 'plain_text_input' }, { label: plain(long(2001)) })],
    'must be less than 2001 characters [json-pointer:/blocks/0/label/text]',
  ],
];

test.each(bad)('%s is refused', (_, blocks, reason) => {
  expect(checkBlocks(blocks, 'message')).toEqual([reason]);
});

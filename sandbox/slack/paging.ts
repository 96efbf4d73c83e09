import { limitOf, textOf, type Arguments } from './arguments.ts';
import { SlackError } from './slack-error.ts';

export interface Page<Item> {
  items: Item[];
  hasMore: boolean;
  response_metadata: { next_cursor: string };
}

interface Paging<Item> {
  otherwise: number;
  most: number;
  keyOf(item: Item): string;
  /** Whether the item is the one that the cursor names, or behind it. */
  isFrom(item: Item, key: string): boolean;
}

/** The page that `cursor` and `limit` ask for. The cursor names the first item of the next page, so pages never shift. */
export function pageOf<Item>(items: Item[], args: Arguments, paging: Paging<Item>): Page<Item> {
  const limit = limitOf(args, paging.otherwise, paging.most);
  const key = keyIn(textOf(args, 'cursor'));
  const start = key === undefined ? 0 : items.findIndex((item) => paging.isFrom(item, key));
  const rest = start < 0 ? [] : items.slice(start);
  const next = rest[limit];
  return {
    items: rest.slice(0, limit),
    hasMore: next !== undefined,
    response_metadata: { next_cursor: next === undefined ? '' : cursorOf(paging.keyOf(next)) },
  };
}

function cursorOf(key: string): string {
  return Buffer.from(`next:${key}`).toString('base64');
}

function keyIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64').toString();
  if (!text.startsWith('next:')) throw new SlackError('invalid_cursor');
  return text.slice('next:'.length);
}

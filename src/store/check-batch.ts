import type { Item, Key, Write } from '#core/table.ts';

const limits = { writes: 100, pk: 1_024, sk: 512, item: 350 * 1_024 };

/** What the keys, the version and the JSON around them can add to a body. */
const aroundBody = 32 * 1_024;

/**
 * Throws a plain Error (a bug of the caller) for a batch that not every member could keep: over 100 writes, a key
 * twice, or a key or an item over the limits of `core/table.ts`. Returns the body of each write as JSON, empty for a
 * remove.
 */
export function checkBatch(batch: Write[]): string[] {
  if (batch.length > limits.writes) throw new Error(`a batch has at most ${limits.writes} writes, not ${batch.length}`);
  const seen = new Set<string>();
  return batch.map((write) => {
    const key = 'put' in write ? write.put : write.remove;
    checkKey(key, 'key');
    const name = nameOf(key);
    if (seen.has(name)) throw new Error(`two writes of one batch have the key ${name}`);
    seen.add(name);
    return 'put' in write ? checkItem(write.put, name) : '';
  });
}

function checkItem(item: Item, name: string): string {
  if (item.changes !== undefined) checkKey(item.changes, `changes key of ${name}`);
  if (item.due !== undefined) checkKey(item.due, `due key of ${name}`);
  if (!Number.isSafeInteger(item.v)) throw new Error(`the version of ${name} is not a whole number: ${item.v}`);
  if (item.expires !== undefined && !Number.isSafeInteger(item.expires)) {
    throw new Error(`expires of ${name} is not in whole seconds: ${item.expires}`);
  }
  const body = JSON.stringify(item.body);
  // A character has at most three bytes: what is far below the limit is not measured.
  if (body.length * 3 + aroundBody <= limits.item) return body;
  const size = Buffer.byteLength(JSON.stringify(item));
  if (size > limits.item) throw new Error(`the item ${name} has ${size} bytes, at most ${limits.item} are kept`);
  return body;
}

function checkKey(key: Key, what: string): void {
  checkPart(key.pk, `pk of the ${what}`, limits.pk);
  checkPart(key.sk, `sk of the ${what}`, limits.sk);
}

function checkPart(text: string, what: string, max: number): void {
  if (text === '') throw new Error(`the ${what} is empty`);
  // Half a surrogate pair has no UTF-8 form: two such keys would become one.
  if (!text.isWellFormed()) throw new Error(`the ${what} is not valid Unicode: ${JSON.stringify(text.slice(0, 100))}`);
  // No character has more than three bytes a unit.
  const size = text.length * 3 <= max ? 0 : Buffer.byteLength(text);
  if (size > max) throw new Error(`the ${what} has ${size} bytes, at most ${max} are kept: ${text.slice(0, 100)}…`);
}

function nameOf(key: Key): string {
  return `${key.pk}\n${key.sk}`;
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitLarge } from '#cli/rules/split-large.ts';

async function split(text: string, { large = 1, chunk = 7 } = {}): Promise<string> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(text);
    for (let i = 0; i < bytes.length; i += chunk) yield bytes.subarray(i, i + chunk);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of splitLarge(chunks(), large)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
}

it('puts each record of one document on a line of its own, however it is written and cut', async () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue());
  const spaces = fc.constantFrom(undefined, 2);
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1 }),
      spaces,
      fc.integer({ min: 1, max: 50 }),
      async (records, indent, chunk) => {
        for (const whole of [records, { Records: records }]) {
          expect(linesOf(await split(JSON.stringify(whole, undefined, indent), { chunk }))).toEqual(
            JSON.parse(JSON.stringify(records)),
          );
        }
      },
    ),
  );
});

it('goes on with the next document behind the first', async () => {
  const text = '\uFEFF{"Records": [{"a":1},{"b":"]}\\""}], "x": 1}\n{"Records":[{"c":3}]}[{"d":4}]';
  expect(linesOf(await split(text))).toEqual([{ a: 1 }, { b: ']}"' }, { c: 3 }, { d: 4 }]);
});

it('lets what is small, what is lines, and what is another document be', async () => {
  const small = '{"Records": [1, 2]}';
  expect(await split(small, { large: 1000 })).toBe(small);
  for (const text of [
    '{"a":1}\n{"a":2}\n',
    '[{"a":1}]\n[{"a":2}]\n',
    '{"Records":[1]}\n{"Records":[2]}\n',
    '{"findings":[\n1]}',
  ]) {
    expect(await split(text, { large: 18 })).toBe(text);
  }
});

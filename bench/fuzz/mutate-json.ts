import type { Json } from '#core/json.ts';
import type { Dice } from '../dice.ts';

/** Stands in a value where the text shall have exactly `token`: numbers that no JavaScript number writes so. */
function raw(token: string): string {
  return `\uE000${token}\uE001`;
}

const tokens = ['1e999', '-1e999', '123456789012345678901234567890', '1e-400', '-0', '"\\ud800"', '"\\udc00x\\ud83d"'];

/** In characters of its JSON. */
const longestList = 300_000;

const strange: readonly Json[] = [
  ...tokens.map(raw),
  null,
  true,
  false,
  0,
  -1,
  4.5e15,
  '',
  ' ',
  '\u0000',
  '\uFEFF',
  '\u202E\u2066',
  '𝒳👩‍👩‍👧',
  '<!channel> @everyone <!-- irene:case=irn-aaaaaaaaaaaa -->',
  '2026-99-99T99:99:99Z',
  '9999999999999',
  '-1',
  '__proto__',
  [],
  {},
  [[]],
  [null],
  [{}],
];

/** One to four changes somewhere inside: types swapped, keys dropped, lists emptied or grown, deep nests, long texts. */
export function mutateJson(value: Json, dice: Dice): Json {
  let changed = value;
  for (let left = 1 + dice.below(4); left > 0; left -= 1) changed = mutateOnce(changed, dice);
  return changed;
}

function mutateOnce(value: Json, dice: Dice): Json {
  const isInside = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isInside || dice.oneIn(12)) return replacement(value, dice);
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, Json>;
  const key = dice.pick(Object.keys(copy));
  if (dice.oneIn(8) && !Array.isArray(value)) delete copy[key];
  else if (dice.oneIn(20)) renameTo(copy, key, dice.pick(['__proto__', 'constructor', '', 'a'.repeat(5_000)]));
  else copy[key] = mutateOnce(copy[key] ?? null, dice);
  return copy;
}

function renameTo(copy: Record<string, Json>, key: string, to: string): void {
  const value = copy[key] ?? null;
  delete copy[key];
  Object.defineProperty(copy, to, { value, enumerable: true, configurable: true, writable: true });
}

function replacement(value: Json, dice: Dice): Json {
  switch (dice.below(8)) {
    case 0:
      return nest(value, 1 + dice.below(dice.oneIn(4) ? 260 : 30));
    case 1:
      return 'x'.repeat(dice.oneIn(200) ? 2_000_000 : dice.below(20_000));
    case 2:
      return repeated(value, dice.below(dice.oneIn(50) ? 20_000 : 50));
    case 3:
      return typeof value === 'string' ? value.slice(0, dice.below(value.length + 1)) : JSON.stringify(value);
    case 4:
      return [value];
    case 5:
      return { value };
    default:
      return dice.pick(strange);
  }
}

/** Lists of lists of lists would not fit into memory. */
function repeated(value: Json, times: number): Json[] {
  const fitting = Math.floor(longestList / JSON.stringify(value).length);
  return Array.from({ length: Math.min(times, fitting) }, () => value);
}

function nest(value: Json, depth: number): Json {
  let nested = value;
  for (let i = 0; i < depth; i += 1) nested = i % 2 === 0 ? [nested] : { x: nested };
  return nested;
}

/** The JSON text, with the exact tokens in place, and in some a key that stands twice. */
export function writeJson(value: Json, dice: Dice, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent).replaceAll(/"\uE000(.*?)\uE001"/g, (_, token: string) =>
    token.replaceAll('\\"', '"').replaceAll('\\\\', '\\'),
  );
  return dice.oneIn(10) ? withDoubleKey(text, dice) : text;
}

function withDoubleKey(text: string, dice: Dice): string {
  const keys = [...text.slice(0, 200_000).matchAll(/[{,]\s*("[A-Za-z-]{1,40}":)/g)];
  if (keys.length === 0) return text;
  const { index, 1: key = '' } = dice.pick(keys);
  return `${text.slice(0, index + 1)}${key}${dice.pick(['null', '[]', '"other"'])},${text.slice(index + 1)}`;
}

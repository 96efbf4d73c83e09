import type { Json, JsonObject } from '#core/json.ts';
import type { Dice } from '../dice.ts';
import { names, texts } from './random-rule.ts';

/** A record of the names and values that random rules ask for; own keys like `__proto__` too, as JSON.parse makes them. */
export function randomRecord(dice: Dice): JsonObject {
  return randomObject(dice, 3);
}

function randomObject(dice: Dice, depth: number): JsonObject {
  const record: JsonObject = {};
  for (let n = dice.below(6); n > 0; n -= 1) {
    const key = dice.oneIn(3) ? dice.pick(['a', 'b', 'c']) : dice.pick(names);
    Object.defineProperty(record, key, {
      value: randomJson(dice, depth),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return record;
}

function randomJson(dice: Dice, depth: number): Json {
  if (depth > 0 && dice.oneIn(3)) return randomObject(dice, depth - 1);
  if (depth > 0 && dice.oneIn(4)) return Array.from({ length: dice.below(4) }, () => randomJson(dice, depth - 1));
  if (dice.oneIn(5)) return dice.pick([null, true, false, 0, 1, -3, 1.5, 1e21, 1_769_850_000]);
  return dice.pick(texts);
}

/** The record as JSON that says the same in another way: with spaces, escaped letters and slashes. */
export function randomText(dice: Dice, value: Json): string {
  const space = (): string => (dice.oneIn(6) ? dice.pick([' ', '\n', '\t']) : '');
  if (Array.isArray(value))
    return `[${space()}${value.map((each) => randomText(dice, each)).join(`${space()},${space()}`)}${space()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.keys(value).map(
      (key) => `${space()}${randomString(dice, key)}${space()}:${space()}${randomText(dice, value[key] ?? null)}`,
    );
    return `{${entries.join(`${space()},`)}${space()}}`;
  }
  if (typeof value === 'string') return randomString(dice, value);
  if (typeof value === 'number' && Number.isInteger(value) && dice.oneIn(4)) return `${value}e0`;
  return JSON.stringify(value);
}

function randomString(dice: Dice, text: string): string {
  if (!dice.oneIn(8)) return dice.oneIn(4) ? JSON.stringify(text).replaceAll('/', '\\/') : JSON.stringify(text);
  const escaped = Array.from({ length: text.length }, (_, at) => {
    const char = text.charAt(at);
    if (char === '/') return '\\/';
    return dice.oneIn(2) ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : JSON.stringify(char).slice(1, -1);
  });
  return `"${escaped.join('')}"`;
}

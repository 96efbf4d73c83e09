import type { Json, JsonObject } from '#core/json.ts';
import type { Dice } from '../dice.ts';

/** Few names and few values, so that rules and records meet. */
export const names = ['a', 'b', 'a.b', 'a.b.c', 'list', 'list.a', 'b.c', '__proto__', 'constructor', 'eventName', 'Ä'];
export const texts = [
  'x',
  'X',
  'y',
  'xy',
  'yx',
  'Root',
  'ΑΣ',
  'ΑΣΑ',
  'K',
  'İx',
  'ſ',
  '',
  '1',
  '1.0',
  '-3',
  'true',
  'null',
  '10.0.0.1',
  '2001:db8::1',
  '10.0.0.0/8',
  '2026-01-31T09:00:00Z',
  'a"b',
  'C:\\x',
  '*',
  'x*y',
  'a/b',
  '😀',
  '\u0000',
  '{"a":1}',
  '-x',
];
const patterns = ['x*', '*y', '*x*', 'x?y', '?', '*', '\\*', 'x\\', 'r*t', '*σ*', '%list%', '"a":', 'root', 'a/b'];
const expressions = ['^x', 'y$', '[xy]+', '(x|y)*', 'Root', 'o{2}', '', '\\d', '.'];
const selectors = ['[any]', '[all]', '[none]', '[all_or_empty]', '[0]', '[-1]'];
const shapes = [
  '',
  '',
  '',
  '|contains',
  '|startswith',
  '|endswith',
  '|contains|all',
  '|all',
  '|cased',
  '|contains|cased',
  '|neq',
  '|contains|neq',
  '|re',
  '|re|i',
  '|re|neq',
  '|exists',
  '|fieldref',
  '|fieldref|contains',
  '|fieldref|neq',
  '|cidr',
  '|lt',
  '|gte',
  '|hour',
  '|hour|gte',
  '|windash',
  '|base64offset|contains',
  '|wide',
  '|expand',
  '|wider_than',
  '|older_than',
  '|newer_than',
  '|startswith|cased',
  '|expand|contains|all',
];

/** A detection block, now and then with something wrong in it. */
export function randomBlock(dice: Dice): JsonObject {
  const count = 1 + dice.below(3);
  const selections = Array.from({ length: count }, (_, at) => [selectionName(at), randomSelection(dice, 2)] as const);
  const condition = randomCondition(
    dice,
    selections.map(([name]) => name),
    2,
  );
  return { ...Object.fromEntries(selections), condition: dice.oneIn(12) ? [condition, condition] : condition };
}

function selectionName(at: number): string {
  return ['sel_a', 'sel_b', '_hidden'][at] ?? `sel_${at}`;
}

function randomSelection(dice: Dice, depth: number): Json {
  if (dice.oneIn(8)) return Array.from({ length: 1 + dice.below(2) }, () => dice.pick([...texts, ...patterns]));
  if (dice.oneIn(6)) return Array.from({ length: 1 + dice.below(3) }, () => randomMap(dice, depth));
  return randomMap(dice, depth);
}

function randomMap(dice: Dice, depth: number): JsonObject {
  const entries = Array.from({ length: 1 + dice.below(3) }, () => randomEntry(dice, depth));
  return Object.fromEntries(entries);
}

function randomEntry(dice: Dice, depth: number): [string, Json] {
  if (dice.oneIn(20)) return [dice.pick(['|all', '', '|re', '|cidr']), randomValue(dice, '')];
  const name = dice.oneIn(12) ? `facts.${dice.pick(['country', 'none'])}` : dice.pick(names);
  if (depth > 0 && dice.oneIn(5)) return [`${name}${dice.pick(selectors)}`, randomBody(dice, depth - 1)];
  const shape = dice.pick(shapes);
  const selector = dice.oneIn(10) ? dice.pick(selectors) : '';
  return [`${name}${selector}${shape}`, randomValue(dice, shape)];
}

function randomBody(dice: Dice, depth: number): Json {
  const body = randomMap(dice, depth);
  if (dice.oneIn(3))
    return { one: body, two: randomMap(dice, depth), condition: dice.pick(['one and not two', '1 of them']) };
  return dice.oneIn(4) ? { '.': randomValue(dice, '') } : body;
}

function randomValue(dice: Dice, shape: string): Json {
  const one = (): Json => {
    if (shape.startsWith('|re')) return dice.pick(expressions);
    if (shape.startsWith('|fieldref')) return dice.pick(names);
    if (shape === '|exists') return dice.oneIn(2);
    if (shape === '|cidr') return dice.pick(['10.0.0.0/8', '::/0', '2001:db8::/32', '0.0.0.0/0']);
    if (shape === '|older_than' || shape === '|newer_than') return dice.pick(['1h', '90d']);
    if (/^\|(lt|gte|hour|wider_than)/.test(shape)) return dice.pick([0, 1, 9, -3, '8']);
    if (dice.oneIn(8)) return dice.pick([0, 1, 1.5, true, false]);
    return dice.pick(dice.oneIn(3) ? patterns : texts);
  };
  if (shape === '' && dice.oneIn(8)) return null;
  return dice.oneIn(3) && shape !== '|exists' ? Array.from({ length: 1 + dice.below(3) }, one) : one();
}

function randomCondition(dice: Dice, selections: string[], depth: number): string {
  if (depth === 0 || dice.oneIn(3)) return dice.oneIn(30) ? 'nothing' : dice.pick(selections);
  const inner = (): string => randomCondition(dice, selections, depth - 1);
  switch (dice.below(6)) {
    case 0:
      return `not ${inner()}`;
    case 1:
      return `${inner()} or ${inner()}`;
    case 2:
      return dice.pick(['1 of them', 'all of them', 'any of sel_*', 'all of sel*', '2 of them']);
    case 3:
      return `(${inner()}) and not (${inner()})`;
    default:
      return `${inner()} and ${inner()}`;
  }
}

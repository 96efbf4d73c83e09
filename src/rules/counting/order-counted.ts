import type { Fault } from '../detection/detection.ts';
import type { Counting } from './counting.ts';

/** A rule as far as its place among those that count is concerned. */
export interface Countable {
  id: string;
  /** A `correlation` must not count itself; `count:` of a detection counts the matches of its own. */
  kind?: string;
  counting?: Counting;
}

/** `fault.path` leads from the counting block of the rule `id`: `['rules', 0]`. `unknown`: the reference that is none. */
export interface OrderFault {
  id: string;
  fault: Fault;
  unknown?: string;
}

export interface Ordered<T> {
  /** Those that count, each after those it counts; references are ids. Without those that have a fault. */
  ordered: (T & { counting: Counting })[];
  faults: OrderFault[];
}

/**
 * Puts the rules that count into the order in which they must be asked, and finds references to rules that are not
 * there and correlations that count themselves. `names` of rules lead to ids; an id wins over a name.
 */
export function orderCounted<T extends Countable>(
  rules: readonly T[],
  names: ReadonlyMap<string, string> = new Map(),
): Ordered<T> {
  const ids = new Set(rules.map(({ id }) => id));
  const faults: OrderFault[] = [];
  const counted = new Map<string, T & { counting: Counting }>();
  for (const rule of rules) {
    if (rule.counting === undefined) continue;
    const resolved = resolve(rule.counting, (name) => (ids.has(name) ? name : names.get(name)), ids);
    faults.push(...resolved.faults.map((fault) => ({ ...fault, id: rule.id })));
    if ('counting' in resolved) counted.set(rule.id, { ...rule, counting: resolved.counting });
  }
  const { ids: order, circles } = sortById(new Map([...counted].map(([id, rule]) => [id, othersOf(rule)])));
  for (const circle of circles) faults.push(circleFault(circle, counted));
  return { ordered: order.flatMap((id) => counted.get(id) ?? []), faults };
}

/** The rules that must come before it. */
function othersOf({ id, kind, counting }: Countable & { counting: Counting }): string[] {
  return kind === 'correlation' ? counting.rules : counting.rules.filter((other) => other !== id);
}

function circleFault(circle: string[], counted: ReadonlyMap<string, { counting: Counting }>): OrderFault {
  const [first = '', next = first] = circle;
  const index = counted.get(first)?.counting.rules.indexOf(next) ?? 0;
  const message = `this rule counts itself: ${[...circle, first].join(' → ')}`;
  return { id: first, fault: { path: ['rules', index], message } };
}

type Resolved = { counting: Counting; faults: [] } | { faults: Omit<OrderFault, 'id'>[] };

function resolve(counting: Counting, idOf: (name: string) => string | undefined, ids: ReadonlySet<string>): Resolved {
  const faults: Omit<OrderFault, 'id'>[] = [];
  const rules = counting.rules.map((name, index) => {
    const id = idOf(name);
    if (id !== undefined && ids.has(id)) return id;
    faults.push({ fault: { path: ['rules', index], message: `no rule has the id or name ${name}` }, unknown: name });
    return name;
  });
  const again = rules.findIndex((id, index) => rules.indexOf(id) !== index);
  if (again !== -1) faults.push({ fault: { path: ['rules', again], message: 'this rule stands here twice' } });
  if (faults.length > 0) return { faults };
  return { counting: { ...counting, rules, aliases: aliasesById(counting, idOf) }, faults: [] };
}

function aliasesById({ aliases }: Counting, idOf: (name: string) => string | undefined): Counting['aliases'] {
  const byId = Object.entries(aliases).map(([name, fields]): [string, { [rule: string]: string }] => [
    name,
    Object.fromEntries(Object.entries(fields).map(([rule, field]) => [idOf(rule) ?? rule, field])),
  ]);
  return Object.fromEntries(byId);
}

/** A rule on the way through those that it needs. */
interface Step {
  id: string;
  left: string[];
  isBad: boolean;
}

interface Sorting {
  needs: ReadonlyMap<string, string[]>;
  state: Map<string, 'open' | 'done' | 'bad'>;
  ids: string[];
  circles: string[][];
}

/** Depth first, without recursion: a chain may be as long as the folder. A circle is told once and left out. */
function sortById(needs: ReadonlyMap<string, string[]>): { ids: string[]; circles: string[][] } {
  const sorting: Sorting = { needs, state: new Map(), ids: [], circles: [] };
  for (const root of needs.keys()) {
    const way: Step[] = [];
    enter(sorting, way, root);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const next = step.left.pop();
      if (next === undefined) leave(sorting, way, step);
      else if (sorting.state.get(next) === 'open') {
        step.isBad = true;
        sorting.circles.push(way.slice(way.findIndex(({ id }) => id === next)).map(({ id }) => id));
      } else if (sorting.state.get(next) === 'bad') step.isBad = true;
      else enter(sorting, way, next);
    }
  }
  return sorting;
}

function enter({ needs, state }: Sorting, way: Step[], id: string): void {
  const left = needs.get(id);
  if (left === undefined || state.has(id)) return;
  state.set(id, 'open');
  way.push({ id, left: left.toReversed(), isBad: false });
}

function leave({ state, ids }: Sorting, way: Step[], { id, isBad }: Step): void {
  way.pop();
  state.set(id, isBad ? 'bad' : 'done');
  if (!isBad) ids.push(id);
  const parent = way.at(-1);
  if (isBad && parent !== undefined) parent.isBad = true;
}

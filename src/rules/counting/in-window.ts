import type { Comparison, Counting } from './counting.ts';
import type { Mark } from './mark.ts';

/** The marks of one window, and whether the condition holds for them. */
export interface InWindow {
  add(mark: Mark): void;
  /** The oldest leaves. */
  drop(mark: Mark): void;
  /** `marks` are those in the window, oldest first, from `from` to `to`, both included. */
  holds(marks: readonly Mark[], from: number, to: number): boolean;
}

/** How many of a thing there are: `conditions` all hold. */
function areMet(conditions: readonly Comparison[], count: number): boolean {
  return conditions.every(({ op, value }) => {
    switch (op) {
      case 'gt':
        return count > value;
      case 'gte':
        return count >= value;
      case 'lt':
        return count < value;
      case 'lte':
        return count <= value;
      case 'eq':
        return count === value;
      case 'neq':
        return count !== value;
    }
  });
}

/** The empty window of a rule. */
export function emptyWindow(counting: Counting): InWindow {
  switch (counting.type) {
    case 'event_count':
    case 'first_seen':
      // An event that several of its rules matched counts once.
      return counting.rules.length > 1 ? countingKinds(counting, ({ id }) => id) : countingEvents(counting);
    case 'value_count':
      return countingKinds(counting, (mark) => mark.value ?? '');
    case 'temporal':
      return countingKinds({ ...counting, conditions: temporalConditions(counting) }, (mark) => mark.rule);
    case 'temporal_ordered':
      return inOrder(counting);
    case 'value_sum':
    case 'value_avg':
    case 'value_percentile':
      return measuring(counting);
  }
}

function countingEvents({ type, conditions }: Counting): InWindow {
  let count = 0;
  return {
    add: () => void (count += 1),
    drop: () => void (count -= 1),
    holds: () => type === 'first_seen' || areMet(conditions, count),
  };
}

function countingKinds({ conditions }: Counting, kindOf: (mark: Mark) => string | number): InWindow {
  const kinds = new Map<string | number, number>();
  return {
    add(mark) {
      const kind = kindOf(mark);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    },
    drop(mark) {
      const kind = kindOf(mark);
      const left = (kinds.get(kind) ?? 0) - 1;
      if (left > 0) kinds.set(kind, left);
      else kinds.delete(kind);
    },
    holds: () => areMet(conditions, kinds.size),
  };
}

/** Without a condition every rule must be there. */
function temporalConditions({ conditions, rules }: Counting): Comparison[] {
  return conditions.length > 0 ? conditions : [{ op: 'gte', value: rules.length }];
}

/**
 * The longest row of different rules in the order of the list, each not earlier than the one before: events of the
 * same moment may stand in either order, for audit logs count in seconds.
 */
function inOrder(counting: Counting): InWindow {
  const conditions = temporalConditions(counting);
  return {
    add: () => undefined,
    drop: () => undefined,
    holds(marks, from, to) {
      // The most rules in a row of which the last is the rule at this place of the list.
      const longest = counting.rules.map(() => 0);
      for (let start = from; start <= to; ) {
        const at = marks[start]?.at;
        const moment: number[] = [];
        for (; start <= to && marks[start]?.at === at; start += 1) moment.push(marks[start]?.rule ?? 0);
        for (const rule of moment.toSorted((a, b) => a - b)) {
          longest[rule] = Math.max(longest[rule] ?? 0, 1 + Math.max(0, ...longest.slice(0, rule)));
        }
      }
      return areMet(conditions, Math.max(...longest));
    },
  };
}

/** Looked at anew each time, oldest first: sums that are kept up to date would differ by how they came about. */
function measuring(counting: Counting): InWindow {
  return {
    add: () => undefined,
    drop: () => undefined,
    holds(marks, from, to) {
      const values = new Map(marks.slice(from, to + 1).map(({ id, value }) => [id, Number(value ?? 0)]));
      return areMet(counting.conditions, measure(counting, [...values.values()]));
    },
  };
}

function measure({ type, percentile }: Counting, values: number[]): number {
  if (type === 'value_percentile') {
    // The nearest rank: a value that is there, never one between two.
    const rank = Math.max(1, Math.ceil(((percentile ?? 50) / 100) * values.length));
    return values.toSorted((a, b) => a - b)[rank - 1] ?? 0;
  }
  const sum = values.reduce((total, value) => total + value, 0);
  return type === 'value_avg' ? sum / Math.max(1, values.length) : sum;
}

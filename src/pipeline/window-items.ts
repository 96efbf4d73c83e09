import type { Item, Key, Write } from '#core/table.ts';
import type { CountedRule } from '#rules/counting/plan.ts';
import { bodyOfWindow, windowOfBody } from '#rules/counting/window-body.ts';
import type { WindowState } from '#rules/counting/window-state.ts';
import { shortHash } from './short-hash.ts';

// Where the window of a key lies in the table. Rule and counting are in its name: a rule that counts otherwise begins
// anew, the windows of all others stay.

const marginSeconds = 3_600;

/** In this partition of the index `due` lie all windows of the rule, by when they were written last. */
export function windowsPk(rule: CountedRule): string {
  return `win#${shortHash(`${rule.hash} ${rule.id}`)}`;
}

export function windowKey(rule: CountedRule, key: string): Key {
  return { pk: `${windowsPk(rule)}#${shortHash(key)}`, sk: 'win' };
}

/**
 * The window as it shall be, unless somebody else changed it. It vanishes by the clock, not by the time of its events:
 * old files are counted too.
 */
export function windowWrite(
  rule: CountedRule,
  { at, state, from, now }: { at: Key; state: WindowState; from: Item | undefined; now: Date },
): { write: Write; crowded: number; size: number } | undefined {
  const { body, crowded } = bodyOfWindow(rule.counting, state);
  const text = JSON.stringify(body);
  if (from !== undefined && JSON.stringify(from.body) === text) return undefined;
  const { withinMs, latenessMs } = rule.counting;
  const item: Item = {
    ...at,
    v: (from?.v ?? 0) + 1,
    body,
    due: { pk: windowsPk(rule), sk: `${now.toISOString()}#${at.pk}` },
    expires: Math.ceil((now.getTime() + withinMs + latenessMs) / 1000) + marginSeconds,
  };
  return { write: { put: item, when: from === undefined ? 'absent' : { v: from.v } }, crowded, size: text.length };
}

export function stateOf(item: Item | undefined): WindowState | undefined {
  return item === undefined ? undefined : windowOfBody(item.body);
}

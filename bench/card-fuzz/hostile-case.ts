import type { Person } from '#core/actor.ts';
import { closeReasons } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import type { Dice } from '../dice.ts';
import { fuzzNow, randomCase } from '../query-fuzz/random-case.ts';

const fixed = [
  '<!channel> *x* `y` ~z~ _w_ :tada: <@U0AKI> <#C0WEB> <https://e.vil|ok>',
  '',
  ' ',
  '\n> quote',
  '&lt;!here&gt;',
  '`'.repeat(500),
  '<'.repeat(900),
  '\u202Egnp.exe\u200B\u2066',
  '\uD800',
  '緊急のお知らせ'.repeat(90),
];
/** As long as nothing that was kept can be; what is shown must be cut all the same. */
const endless = ['x'.repeat(40_000), '<'.repeat(9_000), '&'.repeat(4_000), '緊急のお知らせ'.repeat(900)];
const characters = ['<', '>', '&', '*', '_', '`', '|', '!', '@', '#', '\n', ' ', 'a', '絵', '👩‍💻', '\u0000', '\u202E'];

/** What attackers type, what breaks limits, and noise of both. */
export function hostileText(dice: Dice): string {
  if (dice.oneIn(300)) return dice.pick(endless);
  if (dice.oneIn(2)) return dice.pick(fixed);
  return Array.from({ length: dice.below(60) }, () => dice.pick(characters)).join('');
}

/** A case all of whose texts are hostile, in any status and with any of its details. */
export function hostileCase(n: number, dice: Dice): Case {
  const text = (): string => hostileText(dice);
  const c = randomCase(n, dice);
  const person: Person = { kind: 'person', id: dice.pick(['slack:UAKI', 'github:x']), name: text(), via: 'slack' };
  const at = fuzzNow.toISOString();
  const later = new Date(fuzzNow.getTime() + dice.below(90 * 86_400) * 1000).toISOString();
  return {
    ...c,
    type: text(),
    title: text(),
    ...(dice.oneIn(2) ? { description: text() } : {}),
    ...(dice.oneIn(2) ? { url: dice.pick([text(), 'https://e.vil/?a=b|c>']) } : {}),
    sources: [text(), text()],
    project: text(),
    account: text(),
    resource: { id: text(), type: text(), ...(dice.oneIn(2) ? { name: text(), url: text() } : {}) },
    facts: Array.from({ length: dice.below(40) }, () => ({ label: text(), value: text() })),
    statusBy: dice.pick([person, { kind: 'rule', id: text() } as const]),
    ...(dice.oneIn(2) ? { statusComment: text() } : {}),
    ...(c.status === 'closed' ? { reason: dice.pick(closeReasons) } : {}),
    ...(c.status === 'snoozed' ? { snoozedUntil: later, wakeWhenWorse: dice.oneIn(2) } : {}),
    ...(dice.oneIn(4) ? { silenced: { until: later, rule: text(), reason: text(), by: person } } : {}),
    ...(dice.oneIn(4) ? { escalation: { at, by: person, to: { id: text(), label: text() } } } : {}),
    ...(dice.oneIn(4) ? { question: { to: person, by: person, until: later } } : {}),
    ...(dice.oneIn(3) ? { assignee: person } : {}),
    trace: Array.from({ length: dice.below(30) }, () => ({
      decides: dice.pick(['identity', 'severity', 'silence', 'route'] as const),
      rule: text(),
      because: text(),
      values: [{ field: text(), value: text() }],
    })),
  };
}

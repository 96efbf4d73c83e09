import * as fc from 'fast-check';
import type { Actor } from '#core/actor.ts';
import { closeReasons } from '#core/alert.ts';
import { statuses, type Case, type TraceStep } from '#core/case.ts';
import type { CaseView } from '#core/mirror.ts';
import { severities } from '#core/severity.ts';
import { undoable } from '#core/undo-action.ts';
import type { TimelineEntry } from '#core/timeline.ts';
import { aCase, aView } from '#test/builders.ts';

/** What attackers type, and what breaks limits. */
export const hostile =
  '<!channel> *x* `y` ~z~ _w_ :tada: <@U0AKI> <#C0WEB> <https://e.vil|ok> ![i](https://e.vil/x.png)';

const nasty = fc.constantFrom(
  hostile,
  '',
  ' ',
  '\n> quote',
  '&&&&&&&&',
  '&lt;!here&gt;',
  '`'.repeat(5000),
  '<'.repeat(9000),
  '\u202Egnp.exe',
  '\uD800',
);
export const anyText = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom('<', '&', '*', '_', '`', '絵', '👩‍💻', ' ', 'a', ':', '!'),
      maxLength: 6000,
      size: 'max',
    }),
  },
);
const instant = fc
  .date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const url = fc.option(fc.oneof(fc.webUrl(), anyText, fc.constant(`https://e.vil/?${'x'.repeat(4000)}`)), {
  nil: undefined,
});
const anyPerson = fc.record({
  kind: fc.constant('person' as const),
  id: fc.constant('slack:UAKI'),
  name: anyText,
  via: fc.constant('slack' as const),
});
const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  anyPerson,
  fc.record({ kind: fc.constant('rule' as const), id: anyText }),
);

/** Defined keys only: `exactOptionalPropertyTypes` tells an absent field from an undefined one. */
function present<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}

const anyResource = fc
  .record({ id: anyText, type: anyText, name: fc.option(anyText, { nil: undefined }), url })
  .map((r) => present(r) as Case['resource']);

const anyStep = fc
  .record({
    decides: fc.constantFrom('identity', 'severity', 'silence', 'route'),
    rule: anyText,
    because: anyText,
    path: fc.option(anyText, { nil: undefined }),
    line: fc.option(fc.nat(), { nil: undefined }),
    values: fc.option(fc.array(fc.record({ field: anyText, value: anyText }), { maxLength: 25 }), { nil: undefined }),
    from: fc.option(fc.constantFrom(...severities), { nil: undefined }),
    to: fc.option(fc.constantFrom(...severities), { nil: undefined }),
    by: fc.option(anyActor, { nil: undefined }),
  })
  .map((step) => present(step) as TraceStep);

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    title: anyText,
    type: anyText,
    description: fc.option(anyText, { nil: undefined }),
    project: anyText,
    account: anyText,
    region: fc.option(anyText, { nil: undefined }),
    sources: fc.array(anyText, { minLength: 1, maxLength: 4 }),
    resource: anyResource,
    facts: fc.array(fc.record({ label: anyText, value: anyText }), { maxLength: 30 }),
    url,
    severity: fc.constantFrom(...severities),
    status: fc.constantFrom(...statuses),
    statusBy: anyActor,
    statusAt: instant,
    severityBy: anyActor,
    assignee: fc.option(anyPerson, { nil: undefined }),
    statusComment: fc.option(anyText, { nil: undefined }),
    reason: fc.constantFrom(...closeReasons),
    acceptedUntil: fc.option(instant, { nil: undefined }),
    snoozedUntil: fc.option(instant, { nil: undefined }),
    wakeWhenWorse: fc.boolean(),
    escalation: fc.option(fc.record({ at: instant, by: anyActor, to: fc.record({ id: anyText, label: anyText }) }), {
      nil: undefined,
    }),
    count: fc.nat(),
    trace: fc.array(anyStep, { maxLength: 30 }),
  })
  .map((given) => ({ ...aCase(), ...(present(given) as Partial<Case>) }));

export const anyView: fc.Arbitrary<CaseView> = fc
  .record({ case: anyCase, label: anyText, url })
  .map(({ case: c, label, url: link }) => {
    const ref = present({ id: '12', url: link, label, shownSeq: 1 }) as { id: string; shownSeq: number };
    const elsewhere = ['github', 'pagerduty', 'slack'].map((mirror) => ({ destination: { mirror, to: 'x' }, ref }));
    return aView({ case: c, elsewhere });
  });

const happening = fc.oneof(
  fc.constant({ what: 'worse' as const, from: 'low' as const, to: 'high' as const, quiet: false }),
  fc.constant({ what: 'acknowledged' as const }),
  fc.record({ what: fc.constant('assigned' as const), to: anyPerson }),
  fc.constantFrom({ what: 'assigned' as const }, { what: 'commented' as const }),
  fc.record({ what: fc.constant('undone' as const), did: fc.constantFrom(...undoable) }),
  fc.record({
    what: fc.constant('severity_set' as const),
    from: fc.constantFrom(...severities),
    to: fc.constantFrom(...severities),
  }),
  fc.record({ what: fc.constant('snoozed' as const), until: instant, wakeWhenWorse: fc.boolean() }),
  fc.record({ what: fc.constant('escalated' as const), to: anyText }),
  fc.record({ what: fc.constant('closed' as const), reason: fc.constantFrom(...closeReasons) }),
);

/** Some news of a case, numbered from 2. */
export const anyNews: fc.Arbitrary<TimelineEntry[]> = fc
  .array(fc.record({ happening, at: instant, by: anyActor, why: fc.option(anyText, { nil: undefined }) }), {
    maxLength: 60,
  })
  .map((all) =>
    all.map(({ happening: what, why, ...rest }, index) => ({
      ...what,
      ...rest,
      ...(why === undefined ? {} : { why }),
      seq: index + 2,
    })),
  );

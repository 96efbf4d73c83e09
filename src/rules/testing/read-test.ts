import { z } from 'zod';
import { closeReasons } from '#core/alert.ts';
import type { Json, JsonObject } from '#core/json.ts';
import { severities } from '#core/severity.ts';
import type { Fault } from '../detection/detection.ts';
import type { Rule } from '../rule.ts';
import type { EventTest, InlineTest, SeverityTest, TestEvent, TestSubject } from './inline-test.ts';
import { mergeJson, numbered } from './merge-json.ts';
import { offsetMs } from './offset.ts';
import { levelOf } from './test-subject.ts';

export type ReadTest = { test: InlineTest } | { faults: Fault[] };

/** Most events of one test: `repeat` is a number in a file that somebody wrote. */
const mostEvents = 10_000;

// As it is: a schema for records would copy megabytes and lose a key named __proto__.
const object = z.custom<JsonObject>((said) => isObject(said as Json), 'expected a map');
const offset = z
  .string({ error: 'expected a length of time like 0s, 90s or 5m' })
  .refine((text) => offsetMs(text) !== undefined, 'expected a length of time like 0s, 90s or 5m')
  .transform((text) => offsetMs(text) ?? 0);
const times = z.int('expected a whole number').min(1).max(mostEvents, `expected at most ${mostEvents}`);

/** `info` and `informational` are Sigma's words for `none`. */
const level = z.preprocess(
  (said) => (said === 'info' || said === 'informational' ? 'none' : said),
  z.enum(severities, `expected one of ${severities.join(', ')}`),
);

const given = {
  name: z.string('expected a name: a sentence that says what holds').min(1),
  facts: object.default({}),
  lists: z
    .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])), 'expected a map of lists')
    .optional(),
  now: z.iso.datetime('expected a time in UTC like 2026-01-31T09:00:00Z').optional(),
};

const step = z
  .object({ at: offset.optional(), repeat: times.default(1), every: offset.default(0), facts: object.optional() })
  .catchall(z.json());

const eventTest = z
  .strictObject({
    ...given,
    template: object.default({}),
    event: object.optional(),
    events: z.array(step).min(1).optional(),
    file: z.string().min(1).optional(),
    expect: z.strictObject({
      alerts: z.int('expected a whole number').min(0),
      level: level.optional(),
      at: z.union([offset.transform((one) => [one]), z.array(offset)]).optional(),
    }),
  })
  .refine((said) => [said.event, said.events, said.file].filter((each) => each !== undefined).length === 1, {
    message: 'expected event, events or file, and only one of them',
  });

const resourceTest = z.strictObject({ ...given, resource: object, expect: z.strictObject({ open: z.boolean() }) });

const about = { alert: object, update: object.optional(), resource: object.optional() };

const severityTest = z
  .strictObject({
    ...given,
    ...about,
    repeat: z.strictObject({ times, every: offset.default(0) }).default({ times: 1, every: 0 }),
    expect: z.strictObject({ level: level.optional(), levels: z.array(level).min(1).optional() }),
  })
  .refine(({ expect }) => (expect.level === undefined) !== (expect.levels === undefined), {
    message: 'expected level or levels, and only one of them',
    path: ['expect'],
  })
  .refine(({ expect, repeat }) => expect.levels === undefined || expect.levels.length === repeat.times, {
    message: 'expected as many levels as repeat has times',
    path: ['expect', 'levels'],
  });

const closeTest = z.strictObject({
  ...given,
  ...about,
  update_of: object.optional(),
  expect: z.strictObject({ closed: z.boolean(), reason: z.enum([...closeReasons, 'expired']).optional() }),
});

const identityTest = z.strictObject({
  ...given,
  alerts: z.array(object).min(2, 'expected two alerts or more'),
  expect: z.strictObject({ same: z.boolean() }),
});

const silenceTest = z.strictObject({ ...given, ...about, expect: z.strictObject({ silenced: z.boolean() }) });

/** One entry of a rule's `tests`, as the kind of the rule wants it, or what is wrong with it. */
export function readTest(said: JsonObject, kind: Rule['kind']): ReadTest {
  switch (kind) {
    case 'detection':
    case 'correlation':
      return read(said, eventTest, toEventTest);
    case 'config':
      return read(said, resourceTest, (test) => ({ ...test, kind: 'resource' }));
    case 'severity':
      return read(said, severityTest, toSeverityTest);
    case 'close':
      return read(said, closeTest, toCloseTest);
    case 'identity':
      return read(said, identityTest, (test) => ({ ...test, kind: 'identity', subjects: test.alerts.map(asSubject) }));
    case 'silence':
      return read(said, silenceTest, (test) => ({ ...test, kind: 'silence', subject: subjectOf(test) }));
  }
}

function read<T>(said: JsonObject, schema: z.ZodType<T>, toTest: (value: T) => unknown): ReadTest {
  const parsed = schema.safeParse(said);
  if (parsed.success) return { test: withoutUndefined(toTest(parsed.data) as InlineTest) };
  return { faults: parsed.error.issues.map((issue) => ({ path: issue.path, message: issue.message })) };
}

/** Optional keys are absent rather than undefined. */
function withoutUndefined(test: InlineTest): InlineTest {
  return Object.fromEntries(Object.entries(test).filter(([, value]) => value !== undefined)) as unknown as InlineTest;
}

function toEventTest(said: z.infer<typeof eventTest>): Partial<EventTest> {
  const { template, event, events = [], ...rest } = said;
  const all =
    event === undefined
      ? events.flatMap((each) => eventsOf(each, template))
      : [{ at: undefined, record: mergeJson(template, event) as JsonObject }];
  return { ...rest, kind: 'events', events: all } as Partial<EventTest>;
}

/** A step with its repeats. In a repeated one `{n}` in a text is the number of the repeat, from 1. */
function eventsOf(said: z.infer<typeof step>, template: JsonObject): TestEvent[] {
  const { at, repeat, every, event, facts, ...fields } = said;
  const own = event === undefined ? fields : mergeJson(fields, event);
  const record = mergeJson(template, own) as JsonObject;
  const known = facts === undefined ? {} : { facts };
  if (repeat === 1) return [{ at, record, ...known }];
  return Array.from({ length: repeat }, (_, i) => ({
    at: (at ?? 0) + i * every,
    record: numbered(record, i + 1) as JsonObject,
    ...known,
  }));
}

function toCloseTest(said: z.infer<typeof closeTest>): object {
  const { alert, update, resource, update_of: updateOf, ...rest } = said;
  return { ...rest, kind: 'close', updateOf, subject: subjectOf({ alert, update, resource }) };
}

function toSeverityTest(said: z.infer<typeof severityTest>): Partial<SeverityTest> {
  const { expect, repeat, alert, update, resource, ...rest } = said;
  return {
    ...rest,
    kind: 'severity',
    repeat,
    subject: subjectOf({ alert, update, resource }),
    level: levelOf({ alert }),
    expect: { levels: expect.levels ?? Array.from({ length: repeat.times }, () => expect.level ?? 'medium') },
  } as Partial<SeverityTest>;
}

interface About {
  alert: JsonObject;
  update?: JsonObject | undefined;
  resource?: JsonObject | undefined;
}

function subjectOf({ alert, update, resource }: About): TestSubject {
  return {
    alert,
    ...(update === undefined ? {} : { update }),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** The alert of an identity test: the alert itself, or `{alert, update, resource}` of it. */
function asSubject(said: JsonObject): TestSubject {
  const { alert, update, resource } = said;
  if (!isObject(alert)) return { alert: said };
  return subjectOf({
    alert,
    update: isObject(update) ? update : undefined,
    resource: isObject(resource) ? resource : undefined,
  });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

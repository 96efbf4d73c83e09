import { z } from 'zod';
import { usualReminding, type Reminding, type ReminderRule } from '#core/reminding.ts';
import type { Severity } from '#core/severity.ts';
import type { WorkingHours } from '#core/working-hours.ts';
import { isZone } from '#core/zoned-time.ts';
import { length } from './counting/parse-length.ts';

const expectedTime = 'expected a time of the day like 09:00, in quotes';
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const dayName = z.enum(dayNames, { error: 'expected mon, tue, wed, thu, fri, sat or sun' });

/** Minutes since midnight. YAML reads 09:00 without quotes as text too, but 9:00 as a number in some of its versions. */
const timeOfDay = z
  .string({ error: expectedTime })
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, expectedTime)
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** Longer than the rounds of the job that reminds, by far: shorter ones would only be noise. */
const leastMs = 5 * 60_000;
const round = length.refine((ms) => ms >= leastMs, 'expected 5m or longer');

/** `time_zone` of `policy.yml` and of a project. */
export const timeZone = z
  .string({ error: 'expected a time zone like Asia/Tokyo' })
  .refine(isZone, 'expected a time zone like Asia/Tokyo');

/** `working_hours` of `policy.yml` and of a project. */
export const workingHours = z
  .strictObject({ days: z.array(dayName).min(1, 'expected one day at least'), from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, 'expected that from is earlier than to, on the same day')
  .transform(({ days, from, to }): WorkingHours => ({ days: days.map((day) => dayNames.indexOf(day)), from, to }));

/** What may also be `never`; a wrong shape is told with both forms. */
function orNever<T extends z.ZodType>(schema: T) {
  return z.preprocess((given) => (given === 'never' ? null : given), schema.nullable());
}

function shape(form: string) {
  return {
    error: ({ code }: { code?: string }) => (code === 'invalid_type' ? `expected never, or ${form}` : undefined),
  };
}

const rule = z
  .strictObject(
    {
      every: round.optional(),
      escalate_after: round.optional(),
      after_ack: round.optional(),
      at_any_hour: z.boolean().default(false),
    },
    shape('{ every, escalate_after, after_ack, at_any_hour }'),
  )
  .transform(
    (file): ReminderRule => ({
      ...(file.every === undefined ? {} : { every: file.every }),
      ...(file.escalate_after === undefined ? {} : { escalateAfter: file.escalate_after }),
      ...(file.after_ack === undefined ? {} : { afterAck: file.after_ack }),
      isAtAnyHour: file.at_any_hour,
    }),
  );

function ruleOf(severity: Severity) {
  return orNever(rule)
    .transform((given): ReminderRule => given ?? { isAtAnyHour: false })
    .default(usualReminding.reminders[severity]);
}

const reminders = z
  .strictObject({
    critical: ruleOf('critical'),
    high: ruleOf('high'),
    medium: ruleOf('medium'),
    low: ruleOf('low'),
  })
  .prefault({})
  .transform((file): Reminding['reminders'] => ({ ...file, none: { isAtAnyHour: false } }));

const stillWorking = z
  .strictObject(
    { after: round.default(86_400_000), answer_within: round.default(4 * 3_600_000) },
    shape('{ after, answer_within }'),
  )
  .transform(({ after, answer_within: answer }) => ({ after, answer }));

const digest = z
  .strictObject(
    { at: timeOfDay.prefault('09:00'), when: z.enum(['something', 'always']).default('something') },
    shape('{ at, when }'),
  )
  .transform(({ at, when }) => ({ at, always: when === 'always' }));

const weekly = z
  .strictObject({ day: dayName.default('mon'), at: timeOfDay.prefault('09:30') }, shape('{ day, at }'))
  .transform(({ day, at }) => ({ day: dayNames.indexOf(day), at }));

/** The keys of `policy.yml` about reminders; whatever is left out has its usual value. */
export const remindingKeys = {
  time_zone: timeZone.default(usualReminding.timeZone),
  working_hours: workingHours.default(usualReminding.workingHours),
  reminders,
  still_working: orNever(stillWorking).prefault({}),
  digest: orNever(digest).prefault({}),
  weekly_numbers: orNever(weekly).prefault({}),
};

const remindingFile = z.strictObject(remindingKeys);

/** Those keys as the policy. */
export function toReminding(file: z.infer<typeof remindingFile>): Reminding {
  return {
    timeZone: file.time_zone,
    workingHours: file.working_hours,
    reminders: file.reminders,
    ...(file.still_working === null ? {} : { stillWorking: file.still_working }),
    ...(file.digest === null ? {} : { digest: file.digest }),
    ...(file.weekly_numbers === null ? {} : { weekly: file.weekly_numbers }),
  };
}

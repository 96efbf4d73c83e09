import type { Alert } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { Instant, JsonObject } from '#core/json.ts';
import { alertSubject } from '../alert-subject.ts';
import { keyText, readField } from '../counting/read-field.ts';

/** The values of fields that were there at a moment, in one account and one source of records. */
export interface ValuesSeen {
  source: string;
  account: string;
  at: Instant;
  values: { field: string; value: string }[];
}

const ofAlerts = 'alert.';

/** Of the fields of records. A field that is not there has no value, and then the fact is unknown. */
export function valuesOfEvent({ source, account, at, record }: AuditEvent, fields: readonly string[]): ValuesSeen {
  return { source, account, at, values: valuesIn(record, recordFields(fields)) };
}

/** Of the fields of the record that brought the alert, and of `alert.…`. */
export function valuesOfAlert(alert: Alert, update: JsonObject | undefined, fields: readonly string[]): ValuesSeen {
  const { source, account, at } = alert;
  const ofAlert = fields.filter((field) => field.startsWith(ofAlerts));
  const values = [
    ...(update === undefined ? [] : valuesIn(update, recordFields(fields))),
    ...(ofAlert.length === 0 ? [] : valuesIn(asFields(alert), ofAlert)),
  ];
  return { source, account, at, values };
}

/** The fields that are looked up in records. */
export function recordFields(fields: readonly string[]): string[] {
  return fields.filter((field) => !field.startsWith(ofAlerts));
}

function valuesIn(record: JsonObject, fields: readonly string[]): ValuesSeen['values'] {
  return fields.flatMap((field) => {
    const value = keyText(readField(record, field));
    return value === undefined || value === '' ? [] : [{ field, value }];
  });
}

function asFields(alert: Alert): JsonObject {
  return alertSubject({ alert, project: '', level: 'none', now: 0 }).fields;
}

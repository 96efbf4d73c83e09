import type { Instant } from '#core/json.ts';

const form = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|z|UTC|[+-]\d\d:?\d\d)?$/;

/** Nothing but a moment after 1970, of which audit logs have millions; days of which not each month has one are left out. */
const commonForm =
  /^(?:19[7-9]\d|[2-9]\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}Z$/;

/**
 * The moment in a text as the clouds write it: ISO 8601 with any number of fraction digits, a space for the `T`, and
 * without a zone in UTC (`2025-02-25 20:40:06.721`). Undefined for anything else.
 */
export function instantOf(text: string | undefined): Instant | undefined {
  if (text !== undefined && commonForm.test(text)) return `${text.slice(0, 19)}.000Z`;
  const match = form.exec(text?.trim() ?? '');
  if (match === null) return undefined;
  const [, day, time, fraction = '', zone = 'Z'] = match;
  const offset = /^[+-]/.test(zone) ? zone.replace(/(\d\d):?(\d\d)$/, '$1:$2') : 'Z';
  const date = new Date(`${day}T${time}${fraction.slice(0, 4)}${offset}`);
  return sortable(date);
}

/** Undefined for what is no date, and for years before 1970 and after 9999: they would not sort as text. */
export function sortable(date: Date): Instant | undefined {
  const ms = date.getTime();
  return ms >= 0 && ms <= latest ? date.toISOString() : undefined;
}

const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** The first of these texts that is a moment. */
export function firstInstant(texts: (string | undefined)[], otherwise: Instant): Instant {
  for (const text of texts) {
    const instant = instantOf(text);
    if (instant !== undefined) return instant;
  }
  return otherwise;
}

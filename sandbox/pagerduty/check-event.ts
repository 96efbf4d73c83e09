import type { PagerdutySeverity } from './pagerduty-sandbox.ts';

export interface TriggerEvent {
  action: 'trigger';
  routingKey: string;
  dedupKey: string | undefined;
  summary: string;
  source: string;
  severity: PagerdutySeverity;
  customDetails: unknown;
  links: { href: string; text: string }[];
  images: { src: string; href: string; alt: string }[];
}

export interface FollowUpEvent {
  action: 'acknowledge' | 'resolve';
  routingKey: string;
  dedupKey: string;
}

type CheckedEvent = { event: TriggerEvent | FollowUpEvent } | { errors: string[] };

type Fields = Record<string, unknown>;

const actions = ['trigger', 'acknowledge', 'resolve'];
const severities = ['critical', 'error', 'warning', 'info'];

/**
 * What the Events API v2 makes of a JSON object: an event, or its complaints.
 * Rules: https://developer.pagerduty.com/docs/send-alert-event
 */
export function checkEvent(body: Fields): CheckedEvent {
  const isTrigger = body['event_action'] === 'trigger';
  const errors = [
    ...checkKey(body['routing_key']),
    ...checkAction(body['event_action']),
    ...checkDedupKey(body['dedup_key'], body['event_action']),
    ...(isTrigger ? checkPayload(body['payload']) : []),
    ...(isTrigger ? checkContexts(body) : []),
  ];
  if (errors.length > 0) return { errors };
  return { event: isTrigger ? triggerOf(body) : followUpOf(body) };
}

function checkKey(key: unknown): string[] {
  if (isBlank(key)) return ["'routing_key' is missing or blank"];
  const text = String(key);
  const errors = text.length === 32 ? [] : ["Length of 'routing_key' is incorrect (should be 32 characters)"];
  if (!/^[a-z0-9]*$/i.test(text)) errors.push("'routing_key' cannot contain non-alphanumeric characters.");
  return errors;
}

function checkAction(action: unknown): string[] {
  if (isBlank(action)) return ["'event_action' is missing or blank"];
  return actions.includes(String(action))
    ? []
    : [`'event_action' is invalid (must be one of the following: ${actions.join(', ')})`];
}

function checkDedupKey(key: unknown, action: unknown): string[] {
  if (key === undefined || key === null || key === '') {
    return action === 'acknowledge' || action === 'resolve' ? ["'dedup_key' is missing or blank"] : [];
  }
  if (typeof key !== 'string') return ["'dedup_key' must be a string"];
  return key.length > 255 ? ["'dedup_key' is too long (maximum is 255 characters)"] : [];
}

function checkPayload(payload: unknown): string[] {
  if (!isObject(payload)) return ["'payload' is missing or blank"];
  const errors = ['summary', 'source', 'severity']
    .filter((field) => isBlank(payload[field]))
    .map((field) => `'payload.${field}' is missing or blank`);
  const { summary, severity } = payload;
  if (typeof summary === 'string' && summary.length > 1024) {
    errors.push("'payload.summary' is too long (maximum is 1024 characters)");
  }
  if (!isBlank(severity) && !severities.includes(String(severity))) {
    errors.push(`'payload.severity' is invalid (must be one of the following: ${severities.join(', ')})`);
  }
  return errors;
}

function checkContexts(body: Fields): string[] {
  return [
    ...checkList(body['links'], 'links', 'href', /^https?:\/\//),
    ...checkList(body['images'], 'images', 'src', /^https:\/\//),
  ];
}

function checkList(list: unknown, name: string, field: string, form: RegExp): string[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) return [`'${name}' must be an array`];
  return list.flatMap((entry: unknown, index) => {
    if (!isObject(entry) || isBlank(entry[field])) return [`'${name}[${index}].${field}' is missing or blank`];
    return form.test(String(entry[field])) ? [] : [`'${name}[${index}].${field}' is not a valid URL`];
  });
}

function triggerOf(body: Fields): TriggerEvent {
  const payload = body['payload'] as Fields;
  return {
    action: 'trigger',
    routingKey: String(body['routing_key']),
    dedupKey: textIn(body, 'dedup_key') === '' ? undefined : textIn(body, 'dedup_key'),
    summary: textIn(payload, 'summary'),
    source: textIn(payload, 'source'),
    severity: payload['severity'] as PagerdutySeverity,
    customDetails: payload['custom_details'] ?? {},
    links: listOf(body['links']).map((link) => ({ href: textIn(link, 'href'), text: textIn(link, 'text') })),
    images: listOf(body['images']).map((image) => ({
      src: textIn(image, 'src'),
      href: textIn(image, 'href'),
      alt: textIn(image, 'alt'),
    })),
  };
}

function followUpOf(body: Fields): FollowUpEvent {
  const action = body['event_action'] as FollowUpEvent['action'];
  return { action, routingKey: textIn(body, 'routing_key'), dedupKey: textIn(body, 'dedup_key') };
}

function listOf(list: unknown): Fields[] {
  return (list ?? []) as Fields[];
}

function textIn(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** PagerDuty wants texts; anything else counts as not there. */
function isBlank(value: unknown): boolean {
  return typeof value !== 'string' || value.trim() === '';
}

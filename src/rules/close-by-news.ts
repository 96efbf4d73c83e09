import type { CloseReason } from '#core/alert.ts';
import type { Case } from '#core/case.ts';
import type { FactLookup } from '#core/facts.ts';
import type { Instant, JsonObject } from '#core/json.ts';
import { caseAsAlert } from './alert-subject.ts';
import { leavesOf } from './detection/check.ts';
import type { Subject } from './detection/detection.ts';
import { closeReasonOf } from './end-reason.ts';
import type { CloseRule } from './rule.ts';
import { mayMatch, surelyMatches } from './surely-matches.ts';

/** Something that happened elsewhere and may end cases: an audit event, or what a resource has become. */
export interface News {
  /** The same when it comes again. */
  id: string;
  at: Instant;
  account: string;
  region?: string;
  /** The record that brought it: `update.*`. */
  update: JsonObject;
  /** What it is about. */
  resource: { id: string; type: string };
  /** How the resource is configured now, where that is known: `resource.*`. */
  config?: JsonObject;
  /** The resource is gone. */
  isGone: boolean;
  /** For people: `StartLogging`. */
  what: string;
  fact?: FactLookup;
}

/** Whether a rule closes cases because of news at all: not one that waits until they are idle, and not one in test. */
export function closesByNews({ idleMs, status }: Pick<CloseRule, 'idleMs' | 'status'>): boolean {
  return idleMs === undefined && status === 'on';
}

/** Whether this rule could close some case because of the news; nothing is known of the case yet. */
export function couldClose(rule: CloseRule, news: Omit<News, 'resource'>): boolean {
  return closesByNews(rule) && mayMatch(rule.detection, subjectOf(news));
}

/** The ids of the rules whose cases it closes, as far as it names them, in lower case. */
export function namedRules({ detection }: CloseRule): string[] {
  if (detection.check === undefined) return [];
  const named = leavesOf(detection.check).filter(
    ({ field, need }) => field?.name === 'alert.rule_id' && need !== undefined,
  );
  return named.flatMap(({ need }) => (need?.how === 'exact' ? [...need.texts] : []));
}

/** How a case comes to its end by the news, if this rule says so. */
export function closeBy(rule: CloseRule, c: Case, news: News): { reason: CloseReason; because: string } | undefined {
  const alert = caseAsAlert(c);
  const subject = subjectOf(news, alert);
  if (!surelyMatches(rule.detection, subject)) return undefined;
  if (!rule.same.every((field) => isSame(field, c, news))) return undefined;
  return { reason: closeReasonOf(rule.reason, news.isGone), because: `${rule.title} (${news.what})` };
}

/** Whether a case that nobody touches is one that this rule lets expire. */
export function expires(rule: CloseRule, c: Case, now: number): boolean {
  return surelyMatches(rule.detection, { fields: { alert: caseAsAlert(c) }, now });
}

function isSame(field: string, c: Case, news: News): boolean {
  switch (field) {
    case 'alert.resource.id':
      return c.resource.id === news.resource.id;
    case 'alert.resource.type':
      return c.resource.type === news.resource.type;
    case 'alert.account':
      return c.account === news.account;
    case 'alert.region':
      return c.region === news.region;
    default:
      return false;
  }
}

function subjectOf({ update, config, fact, at }: Omit<News, 'resource'>, alert?: JsonObject): Subject {
  return {
    fields: {
      ...(alert === undefined ? {} : { alert }),
      update,
      ...(config === undefined ? {} : { resource: config }),
    },
    ...(fact === undefined ? {} : { fact }),
    now: Date.parse(at),
  };
}

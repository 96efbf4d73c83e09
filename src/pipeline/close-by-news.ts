import { hash } from 'node:crypto';
import { boundAlert } from '#core/alert.ts';
import type { AuditEvent } from '#core/audit-event.ts';
import type { Case } from '#core/case.ts';
import { caseIdOf } from '#core/fingerprint.ts';
import type { JsonObject } from '#core/json.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import { alertOfEvent, resourceOf } from '#rules/alert-of-event.ts';
import { closeBy, closesByNews, couldClose, namedRules, type News } from '#rules/close-by-news.ts';
import { judge } from '#rules/judge.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { CloseRule, DetectionRule } from '#rules/rule.ts';
import { actOnCase } from './act-on-case.ts';
import { bodyOf, caseKey } from './case-items.ts';
import type { AlertContext } from './handle-alert.ts';
import { rememberedNews, rememberNews, type NewsPlace } from './remember-news.ts';
import { casesOfResource } from './resource-items.ts';

/** News with the close rules that could do something about it. */
export interface ClosingNews {
  news: News;
  rules: CloseRule[];
  /** Where it is an event, to find the cases of the rules that a close rule names. */
  event?: AuditEvent;
}

/** Of one resource: whoever makes up names of one must not have all its cases read again and again. */
const mostCases = 200;

/** An event as news, if some close rule could do something about it. */
export function newsOfEvent(
  event: AuditEvent,
  closes: readonly CloseRule[],
  fact: News['fact'],
): ClosingNews | undefined {
  const { id, at, account, region, record } = event;
  const news: Omit<News, 'resource'> = {
    id: `${event.source} ${id}`,
    at,
    account,
    ...(region === undefined ? {} : { region }),
    update: record,
    isGone: false,
    what: whatOf(record),
    ...(fact === undefined ? {} : { fact }),
  };
  const rules = closes.filter((rule) => couldClose(rule, news));
  if (rules.length === 0) return undefined;
  return { news: { ...news, resource: resourceOf(event) }, rules, event };
}

/** What a resource has become, as news. */
export function newsOfSnapshot(
  snapshot: ResourceSnapshot,
  update: JsonObject | undefined,
  closes: readonly CloseRule[],
): ClosingNews | undefined {
  const { source, at, account, region, resource, config, deleted } = snapshot;
  const news: News = {
    id: `${source} ${resource.id} ${at}`,
    at,
    account,
    ...(region === undefined ? {} : { region }),
    update: { ...update, deleted },
    resource,
    ...(deleted ? {} : { config }),
    isGone: deleted,
    what: deleted ? 'the resource is gone' : 'the resource has changed',
  };
  const rules = closes.filter((rule) => couldClose(rule, news));
  return rules.length === 0 ? undefined : { news, rules };
}

/**
 * Closes the cases that news say are over, by the name of the rule that says so, and keeps the news for alerts that are
 * older and come later. What a case has seen since the news keeps it open. Safe to call again. Answers how many were
 * closed.
 */
export async function closeByNews(context: AlertContext, closing: ClosingNews, set: RuleSet): Promise<number> {
  const place = placeOf(context, closing, set);
  await rememberNews(context, place, closing);
  let closed = 0;
  for (const c of await candidates(context, place)) if (await closeByOne(context, c, closing)) closed += 1;
  return closed;
}

/** Closes those of these cases that news say are over which came before their alerts. Safe to call again. */
export async function closeByRemembered(
  context: AlertContext,
  cases: readonly { id: string; resourceId: string }[],
  { closes }: Pick<RuleSet, 'closes'>,
): Promise<void> {
  const asked = closes.filter(closesByNews);
  if (asked.length === 0) return;
  const found = await rememberedNews(context, cases);
  if (found.size === 0) return;
  for (const c of await readAll(context, [...found.keys()])) {
    for (const news of found.get(c.id) ?? []) {
      const rules = asked.filter((rule) => couldClose(rule, news));
      if (await closeByOne(context, c, { news, rules })) break;
    }
  }
}

async function closeByOne(context: AlertContext, c: Case, { news, rules }: ClosingNews): Promise<boolean> {
  for (const rule of rules) if (await closeCase(context, c, { rule, news })) return true;
  return false;
}

async function closeCase(
  context: AlertContext,
  c: Case,
  { rule, news }: { rule: CloseRule; news: News },
): Promise<boolean> {
  const end = closeBy(rule, c, news);
  if (end === undefined || !isOpenFor(c, news)) return false;
  const outcome = await actOnCase(context, {
    caseId: c.id,
    action: { do: 'close', reason: end.reason, why: end.because, ...(rule.reopen ? {} : { reopen: false }) },
    by: { kind: 'rule', id: rule.id },
    // Anew in each episode: an alert that came late may have opened it again.
    requestId: `close:${rule.id}:${c.episode}:${hash('sha256', news.id).slice(0, 32)}`,
    only: (now) => isOpenFor(now, news) && closeBy(rule, now, news) !== undefined,
  });
  return 'done' in outcome;
}

/** Whoever has opened it again since then knew better. */
function isOpenFor({ status, statusBy, statusAt, lastSeenAt }: Case, { at }: News): boolean {
  const isOpenedByHand = status === 'open' && statusBy.kind === 'person' && statusAt >= at;
  return status !== 'closed' && lastSeenAt <= at && !isOpenedByHand;
}

/** The cases that a rule names by the rule that made them, and the resource that the news are about. */
function placeOf({ now }: AlertContext, { news, rules, event }: ClosingNews, set: RuleSet): NewsPlace {
  const named = event === undefined ? [] : detectionsNamed(rules, set);
  const ids = named.map((rule) => {
    const alert = boundAlert(alertOfEvent(rule, event as AuditEvent));
    const { finding } = judge({ alert, update: news.update, now: now().getTime() }, set);
    return caseIdOf(finding.fingerprint);
  });
  return { resourceId: boundResourceId(news), caseIds: [...new Set(ids)] };
}

/** Those, and the cases about the resource. */
async function candidates(context: AlertContext, { resourceId, caseIds }: NewsPlace): Promise<Case[]> {
  const ids = new Set(caseIds);
  const page = await context.table.query({ ...casesOfResource(resourceId), limit: mostCases });
  for (const { sk } of page.items) ids.add(sk.slice('case#'.length));
  const items = ids.size === 0 ? [] : await readAll(context, [...ids]);
  return items.filter(({ status }) => status !== 'closed');
}

async function readAll({ table }: AlertContext, ids: string[]): Promise<Case[]> {
  const cases: Case[] = [];
  for (let from = 0; from < ids.length; from += 100) {
    const items = await table.get(ids.slice(from, from + 100).map(caseKey));
    cases.push(...items.flatMap((item) => (item === undefined ? [] : [bodyOf<Case>(item)])));
  }
  return cases;
}

function detectionsNamed(rules: CloseRule[], set: RuleSet): DetectionRule[] {
  const named = new Set(rules.flatMap(namedRules));
  if (named.size === 0) return [];
  return set.rules.filter((rule) => rule.kind === 'detection').filter(({ id }) => named.has(id.toLowerCase()));
}

/** As it stands in a case. */
function boundResourceId({ resource }: News): string {
  return boundAlert({ ...noAlert, facts: [], resource }).resource.id;
}

function whatOf(record: JsonObject): string {
  const { eventName, protoPayload } = record;
  if (typeof eventName === 'string') return eventName;
  const method =
    typeof protoPayload === 'object' && protoPayload !== null && !Array.isArray(protoPayload)
      ? protoPayload['methodName']
      : undefined;
  return typeof method === 'string' ? method : 'an event';
}

const noAlert = {
  source: '',
  id: '',
  type: '',
  title: '',
  provider: 'other',
  account: '',
  at: '',
  nativeSeverity: '',
} as const;

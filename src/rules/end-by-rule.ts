import type { Json, JsonObject } from '#core/json.ts';
import type { RuleEnd } from '#core/record-finding.ts';
import type { Subject } from './detection/detection.ts';
import { isObject } from './detection/json-text.ts';
import { closeReasonOf } from './end-reason.ts';
import type { CloseRule } from './rule.ts';
import { surelyMatches } from './surely-matches.ts';

/** What the close rules say of an alert. */
export interface RuleEnds {
  end?: RuleEnd;
  /** Rules in test that match. */
  tried: CloseRule[];
}

/** What the close rules say of an alert and the record that brought it; the first that matches decides. */
export function endByRule(subject: Subject, closes: readonly CloseRule[]): RuleEnds {
  const update = subject.fields['update'];
  if (!isObject(update)) return { tried: [] };
  const matching = closes.filter((rule) => rule.idleMs === undefined && surelyMatches(rule.detection, subject));
  const tried = matching.filter(({ status }) => status === 'test');
  const rule = matching.find(({ status }) => status === 'on');
  return rule === undefined ? { tried } : { end: endOf(rule, subject, update), tried };
}

function endOf(rule: CloseRule, subject: Subject, update: JsonObject): RuleEnd {
  return {
    rule: rule.id,
    because: rule.title,
    reason: closeReasonOf(rule.reason, isGone(update)),
    reopen: rule.reopen,
    isDoubtful: isDoubtful(rule, subject, update),
  };
}

/** Whether the record says that the resource is gone. */
function isGone(update: JsonObject): boolean {
  const status = update['configurationItemStatus'];
  return update['deleted'] === true || (typeof status === 'string' && status.startsWith('ResourceDeleted'));
}

/**
 * Security Hub says NOT_AVAILABLE of a resource that is gone, and of one that it could not look at. What is gone is
 * archived too; and what the rule says for another reason as well is not in doubt.
 */
function isDoubtful({ detection }: CloseRule, subject: Subject, update: JsonObject): boolean {
  const compliance = update['Compliance'];
  if (!isObject(compliance)) return false;
  const { Status: status, ...rest } = compliance;
  if (!isWord(status, 'NOT_AVAILABLE') || isWord(update['RecordState'], 'ARCHIVED')) return false;
  const fields = { ...subject.fields, update: { ...update, Compliance: rest } };
  return !surelyMatches(detection, { ...subject, fields });
}

function isWord(value: Json | undefined, word: string): boolean {
  return typeof value === 'string' && value.toUpperCase() === word;
}

import type { Case } from '#core/case.ts';
import { opsCaseId } from '#core/ops.ts';
import type { Severity } from '#core/severity.ts';
import type { Rule } from '#rules/rule.ts';
import { bodyOf, caseKey } from './case-items.ts';
import type { Context } from './context.ts';
import { standingTroubles } from './standing-troubles.ts';

/** A rule for people. */
export interface RuleView {
  id: string;
  title: string;
  kind: Rule['kind'];
  status: Rule['status'];
  /** Of its alerts, where it makes some. */
  level?: Severity;
  path: string;
  line: number;
  description?: string;
  runbook?: string;
  /** When it matches, as it is written in its file. */
  detection?: string;
}

export interface RulesOverview {
  /** Another one after each change. */
  version: string;
  counts: { kind: Rule['kind']; status: Rule['status']; count: number }[];
  /** Of changed files that do not load, so that the rules before stay in force. */
  problems: string[];
}

export type RuleLookup = { found: RuleView } | { none: true } | { many: string[] };

const mostNamed = 20;

/** The rules that are in force; those that are off are not among them. */
export async function rulesOverview(context: Context): Promise<RulesOverview> {
  const { rules, version } = context.rules();
  const groups = Map.groupBy(rules, ({ kind, status }) => `${kind} ${status}`);
  const counts = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ kind: first.kind, status: first.status, count: group.length }];
  });
  return { version, counts, problems: await problemsOf(context) };
}

/** What ops were told of them. */
async function problemsOf(context: Context): Promise<string[]> {
  const broken = await standingTroubles(context, 'rules-broken');
  const items = await context.table.get(broken.map(({ kind, about }) => caseKey(opsCaseId({ kind, about }))));
  return broken.flatMap(({ about }, index) => {
    const item = items[index];
    const facts = item === undefined ? [] : bodyOf<Case>(item).facts;
    const told = facts.filter(({ label }) => label !== 'Meanwhile').map(({ value }) => value);
    return told.length === 0 ? [about] : told;
  });
}

/** By the id or the beginning of it, or by the path of its file. */
export function findRule({ rules }: Pick<Context, 'rules'>, asked: string): RuleLookup {
  const all = rules().rules;
  const exact = all.filter(({ id }) => id === asked);
  const found = exact.length > 0 ? exact : all.filter(({ id, path }) => id.startsWith(asked) || path === asked);
  const [first] = found;
  if (asked === '' || first === undefined) return { none: true };
  return found.length === 1 ? { found: viewOf(first) } : { many: found.slice(0, mostNamed).map(({ id }) => id) };
}

function viewOf(rule: Rule): RuleView {
  const { id, title, kind, status, path, line, description, text } = rule;
  const detection = text === undefined ? undefined : detectionIn(text);
  const runbook = 'routing' in rule ? rule.routing.runbook : undefined;
  return {
    id,
    title,
    kind,
    status,
    path,
    line,
    ...('severity' in rule ? { level: rule.severity } : {}),
    ...(description === undefined ? {} : { description }),
    ...(runbook === undefined ? {} : { runbook }),
    ...(detection === undefined ? {} : { detection }),
  };
}

/** From its key at the left edge to the next key there; all of a document that is written in another way. */
function detectionIn(text: string): string {
  const lines = text.split(/\r?\n/);
  const from = lines.findIndex((line) => /^(?:detection|correlation)\s*:/.test(line));
  if (from === -1) return text.trimEnd();
  const length = lines.slice(from + 1).findIndex((line) => /^[^\s#-]/.test(line));
  return lines
    .slice(from, length === -1 ? undefined : from + 1 + length)
    .join('\n')
    .trimEnd();
}

import type { Comparison, Counting } from '#rules/counting/counting.ts';
import type { Adjustment, Rule } from '#rules/rule.ts';
import { offsetText } from '#rules/testing/offset.ts';

/** What a rule does when it matches, in sentences for people. The texts in them come from the rule as they are. */
export function effectOf(rule: Rule): string[] {
  switch (rule.kind) {
    case 'detection':
      return [`Makes an alert of severity ${rule.severity}.`, ...keyText(rule.key), ...countingText(rule.counting)];
    case 'correlation':
      return [`Makes an alert of severity ${rule.severity}.`, ...countingText(rule.counting)];
    case 'config':
      return [
        `Looks at each ${rule.resource.type} of ${rule.resource.provider}. Makes an alert of severity ${rule.severity} that is open while it matches.`,
      ];
    case 'severity':
      return severityText(rule);
    case 'close':
      return closeText(rule);
    case 'identity':
      return [`Two alerts are one when they have the same ${list(rule.by)}. Asked in the order ${rule.order}.`];
    case 'silence':
      return [`Alerts that match make no noise until ${rule.until}: ${rule.reason}`];
  }
}

function keyText(key: string[]): string[] {
  return key.length === 0 ? [] : [`Alerts with the same ${list(key)} are one case.`];
}

function countingText(counting: Counting | undefined): string[] {
  if (counting === undefined) return [];
  const { by, withinMs, fire } = counting;
  const key = by.length === 0 ? '' : ` for one ${list(by)}`;
  const often = { once: 'once for each such burst', every: 'at every further event', nth: 'again after as many more' };
  return [`Fires at ${countedText(counting)} within ${offsetText(withinMs)}${key}, ${often[fire]}.`];
}

function countedText(counting: Counting): string {
  const { type, conditions, fields, rules, percentile } = counting;
  const wanted = conditions.map(comparisonText).join(' and ');
  switch (type) {
    case 'event_count':
      return `${wanted} events`;
    case 'value_count':
      return `${wanted} different values of ${list(fields)}`;
    case 'value_sum':
      return `a sum of ${wanted} over ${list(fields)}`;
    case 'value_avg':
      return `an average of ${wanted} over ${list(fields)}`;
    case 'value_percentile':
      return `a ${percentile ?? 50}th percentile of ${wanted} over ${list(fields)}`;
    case 'temporal':
      return `${wanted === '' ? 'each' : wanted} of the rules ${list(rules)}`;
    case 'temporal_ordered':
      return `${wanted === '' ? 'each' : wanted} of the rules ${list(rules)}, in this order,`;
    case 'first_seen':
      return `the first event with a new ${list(fields)}`;
  }
}

function comparisonText({ op, value }: Comparison): string {
  const words = { gt: 'more than', gte: 'at least', lt: 'fewer than', lte: 'at most', eq: 'exactly', neq: 'not' };
  return `${words[op]} ${value}`;
}

function severityText(rule: Extract<Rule, { kind: 'severity' }>): string[] {
  const { order, adjust, repeat, final } = rule;
  const steps = repeat?.steps.map(({ from, adjust }) => `from number ${from} on ${adjustmentText(adjust)}`) ?? [];
  return [
    ...(adjust === undefined ? [] : [`The severity is ${adjustmentText(adjust)}.`]),
    ...(repeat === undefined
      ? []
      : [`Repeats with the same ${list(repeat.by)} within ${offsetText(repeat.withinMs)}: ${steps.join('; ')}.`]),
    `Runs in the order ${order}${final ? ' and ends the row: no rule after it is asked' : ''}.`,
  ];
}

function adjustmentText(adjust: Adjustment): string {
  switch (adjust.do) {
    case 'set':
      return `set to ${adjust.to}`;
    case 'cap':
      return `at most ${adjust.to}`;
    case 'floor':
      return `at least ${adjust.to}`;
    case 'raise':
      return `raised by ${adjust.by}`;
    case 'lower':
      return `lowered by ${adjust.by}`;
  }
}

function closeText(rule: Extract<Rule, { kind: 'close' }>): string[] {
  const { same, reason, reopen, idleMs } = rule;
  return [
    `Closes the case as ${reason}${same.length === 0 ? '' : `, when case and update have the same ${list(same)}`}.`,
    ...(idleMs === undefined ? [] : [`Also when nothing has happened to it for ${offsetText(idleMs)}.`]),
    reopen ? 'The next alert opens it again.' : 'It stays closed.',
  ];
}

/** `a`, `a and b`, `a, b and c`. */
function list(names: string[]): string {
  if (names.length < 2) return names[0] ?? 'value';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

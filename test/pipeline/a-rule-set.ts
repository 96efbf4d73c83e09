import type { AuditEvent } from '#core/audit-event.ts';
import type { JsonObject } from '#core/json.ts';
import type { Policy } from '#core/policy.ts';
import type { ResourceSnapshot } from '#core/resource-snapshot.ts';
import type { Detection } from '#rules/detection/detection.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import type { ConfigRule, DetectionRule, Rule, RuleBase } from '#rules/rule.ts';
import { noon } from '#test/builders.ts';

/** A set of the policy and these rules. */
export function aRuleSet(policy: Policy, rules: Rule[] = [], given: Partial<RuleSet> = {}): RuleSet {
  const detections = rules.filter((rule) => rule.kind === 'detection');
  const configs = rules.filter((rule) => rule.kind === 'config');
  return {
    policy,
    lists: new Map(),
    rules,
    events: {
      match: ({ record }, fact) =>
        detections.filter(({ detection }) =>
          detection.matches({ fields: record, ...(fact === undefined ? {} : { fact }) }),
        ),
    },
    counted: rules.filter(
      (rule) => rule.kind === 'correlation' || (rule.kind === 'detection' && rule.counting !== undefined),
    ) as RuleSet['counted'],
    configs: Map.groupBy(configs, ({ resource }) => `${resource.provider}/${resource.type}`),
    severities: [],
    closes: rules.filter((rule) => rule.kind === 'close'),
    identities: [],
    silences: [],
    version: 'v1',
    ...given,
  };
}

/** Whether these top fields have these values. */
export function whereFields(wanted: JsonObject): Detection {
  const matches: Detection['matches'] = ({ fields }) =>
    Object.entries(wanted).every(([name, value]) => fields[name] === value);
  return { matches, fields: [], explain: (subject) => ({ matched: matches(subject), what: '', parts: [], path: [] }) };
}

function base(id: string): RuleBase {
  return {
    id,
    title: `Rule ${id}`,
    path: `${id}.yml`,
    line: 1,
    status: 'on',
    references: [],
    tags: [],
    falsePositives: [],
    tests: [],
  };
}

export function aDetectionRule(id: string, wanted: JsonObject, given: Partial<DetectionRule> = {}): DetectionRule {
  return {
    ...base(id),
    kind: 'detection',
    logsource: {},
    detection: whereFields(wanted),
    severity: 'high',
    key: [],
    routing: {},
    ...given,
  };
}

export function aConfigRule(id: string, wanted: JsonObject, given: Partial<ConfigRule> = {}): ConfigRule {
  return {
    ...base(id),
    kind: 'config',
    resource: { provider: 'aws', type: 'ec2.security_group' },
    detection: whereFields(wanted),
    severity: 'high',
    routing: {},
    ...given,
  };
}

export function anEvent(given: Partial<AuditEvent> = {}): AuditEvent {
  return {
    source: 'cloudtrail',
    id: 'event-1',
    at: noon,
    provider: 'aws',
    account: '111122223333',
    logsource: { product: 'aws', service: 'cloudtrail' },
    record: { eventName: 'StopLogging' },
    ...given,
  };
}

export function aSnapshot(given: Partial<ResourceSnapshot> = {}): ResourceSnapshot {
  return {
    source: 'aws-config',
    provider: 'aws',
    account: '111122223333',
    resource: { id: 'arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1', type: 'ec2.security_group' },
    at: noon,
    deleted: false,
    config: { open: true },
    ...given,
  };
}

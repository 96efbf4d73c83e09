import type { Alert, SeenValue } from '#core/alert.ts';
import type { ConfigRule, CorrelationRule, DetectionRule } from './rule.ts';

/** Where an alert comes from: its event, its resource, or the events that were counted. */
type Origin = Pick<Alert, 'source' | 'provider' | 'account'> & { region?: string };

/** What tells it from other alerts of the rule. */
interface Told extends Pick<Alert, 'id' | 'resource' | 'at' | 'facts'> {
  url?: string | undefined;
  /** See `AlertRule`. */
  key: string[];
  values: SeenValue[];
}

/** The alert that one of the team's rules makes. Its severity is the rule's. */
export function alertByRule(
  rule: DetectionRule | CorrelationRule | ConfigRule,
  { source, provider, account, region }: Origin,
  { url, key, values, ...told }: Told,
): Alert {
  const { id, path, line, title, description, severity, tags, routing } = rule;
  return {
    source,
    type: id,
    title,
    ...(description === undefined ? {} : { description }),
    provider,
    account,
    ...(region === undefined ? {} : { region }),
    nativeSeverity: severity,
    ...told,
    ...(url === undefined ? {} : { url }),
    rule: {
      id,
      path,
      line,
      key,
      values,
      ...(tags.length === 0 ? {} : { tags }),
      ...(Object.keys(routing).length === 0 ? {} : { routing }),
    },
  };
}

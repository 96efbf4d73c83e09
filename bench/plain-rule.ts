import type { Detection } from '#rules/detection/detection.ts';
import type { DetectionRule, Logsource } from '#rules/rule.ts';

export const cloudtrail = { product: 'aws', service: 'cloudtrail' };

/** A detection rule of which nothing but the detection matters. */
export function plainRule(id: string, detection: Detection, logsource: Logsource = cloudtrail): DetectionRule {
  return {
    kind: 'detection',
    id,
    title: id,
    path: `${id}.yml`,
    line: 1,
    status: 'on',
    references: [],
    tags: [],
    falsePositives: [],
    tests: [],
    logsource,
    detection,
    severity: 'low',
    key: [],
    routing: {},
  };
}

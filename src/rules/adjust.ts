import { severities, severityRank, type Severity } from '#core/severity.ts';
import type { Adjustment } from './rule.ts';

/** The severity after an adjustment; never above critical or below none. */
export function adjusted(severity: Severity, adjust: Adjustment): Severity {
  const rank = severityRank(severity);
  switch (adjust.do) {
    case 'set':
      return adjust.to;
    case 'cap':
      return severityRank(adjust.to) < rank ? adjust.to : severity;
    case 'floor':
      return severityRank(adjust.to) > rank ? adjust.to : severity;
    case 'raise':
      return severities[Math.min(severities.length - 1, rank + adjust.by)] ?? severity;
    case 'lower':
      return severities[Math.max(0, rank - adjust.by)] ?? severity;
  }
}

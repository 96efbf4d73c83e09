import type { TraceStep } from './case.ts';
import { recordFinding, type Finding } from './record-finding.ts';
import { silencedBy, type InForce, type Silence } from './standing-order.ts';

/**
 * The finding with the silence that people have put on alerts like it, where that lasts longer than one of a rule.
 * The query is asked about the case that this alert alone would make. Pure.
 */
export function quieten(finding: Finding, silences: readonly InForce<Silence>[], now: Date): Finding {
  if (silences.length === 0) return finding;
  const { case: alone } = recordFinding(undefined, finding, now.toISOString());
  const silenced = silencedBy(alone, silences, now);
  if (silenced === undefined) return finding;
  if (finding.silenced !== undefined && finding.silenced.until >= silenced.until) return finding;
  const { rule, until, reason } = silenced;
  const step: TraceStep = { decides: 'silence', rule, because: `silent until ${until}: ${reason}` };
  return { ...finding, silenced, trace: [...finding.trace, step] };
}

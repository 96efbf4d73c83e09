import type { Alert } from '#core/alert.ts';
import { opsSource } from '#core/ops.ts';
import type { Policy } from '#core/policy.ts';
import { isSeverity, type Severity } from '#core/severity.ts';

/** A severity, which rule says so, and why in words. */
export interface Rated {
  severity: Severity;
  rule: string;
  because: string;
}

/** What the product, or the rule that made the alert, says of its severity, in our five. */
export function nativeSeverity(alert: Alert, policy: Policy): Rated {
  const { source, nativeSeverity: said } = alert;
  if (alert.rule !== undefined && isSeverity(said))
    return { severity: said, rule: alert.rule.id, because: `the rule says ${said}` };
  const rule = `policy.yml severity.${source}`;
  const table = policy.severityOf[source];
  if (table?.kind === 'words') {
    const severity = table.words[said.toUpperCase()];
    if (severity !== undefined) return { severity, rule, because: `${source} says ${said}` };
  }
  if (table?.kind === 'bands' && said.trim() !== '') {
    const band = table.bands.find(({ atLeast }) => Number(said) >= atLeast);
    if (band !== undefined)
      return { severity: band.severity, rule, because: `${source} says ${said}, at least ${band.atLeast}` };
  }
  const own = said.toLowerCase();
  // Irene's own alerts always count by their own words: a table may say otherwise of some and need not know all.
  if ((table === undefined || source === opsSource) && isSeverity(own))
    return { severity: own, rule: 'the alert', because: `the alert itself says ${own}` };
  return {
    severity: policy.unknownSeverity,
    rule: 'policy.yml unknown_severity',
    because: `${source} says "${said}", which severity.${source} does not list`,
  };
}

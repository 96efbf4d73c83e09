/** From nothing to do (`none`) to wake somebody up (`critical`), in rising order. */
export const severities = ['none', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** 0 for `none` up to 4 for `critical`. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

export function isWorse(severity: Severity, than: Severity): boolean {
  return severityRank(severity) > severityRank(than);
}

export function isSeverity(text: string): text is Severity {
  return (severities as readonly string[]).includes(text);
}

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `90s`, `2m`, `1h`, `-5m` as milliseconds; undefined for anything else. */
export function offsetMs(text: string): number | undefined {
  const [, sign, count, unit = ''] = /^(-?)(\d{1,9})(ms|[smhdw])$/.exec(text.trim()) ?? [];
  if (count === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * Number(count) * (unitMs[unit] ?? 0);
}

/** The same the other way round, in the largest unit that divides it: `90000` is `90s`. */
export function offsetText(ms: number): string {
  const units = ['d', 'h', 'm', 's', 'ms'];
  const unit = ms === 0 ? 's' : (units.find((each) => ms % (unitMs[each] ?? 1) === 0) ?? 'ms');
  return `${ms / (unitMs[unit] ?? 1)}${unit}`;
}

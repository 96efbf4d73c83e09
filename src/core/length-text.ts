const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A length of time for people who look after Irene: `40 s`, `90 min`, `7 h`, `12 d`. */
export function lengthText(ms: number): string {
  if (ms < 2 * minuteMs) return `${Math.max(0, Math.round(ms / 1000))} s`;
  if (ms < 2 * hourMs) return `${Math.floor(ms / minuteMs)} min`;
  return ms < 2 * dayMs ? `${Math.floor(ms / hourMs)} h` : `${Math.floor(ms / dayMs)} d`;
}

/** What can be wrong in the end, as the figures name it. */
export const problemKinds = {
  lost: 'occurrences lost',
  doubled: 'occurrences doubled',
  cases: 'cases doubled or torn apart',
  history: 'timelines with a gap or a double',
  cards: 'cards missing or doubled',
  card: 'cards unlike their case',
  replies: 'evidence or news missing or doubled',
  issues: 'issues missing or doubled',
  issue: 'issues unlike their case',
  comments: 'comments missing or doubled',
  incidents: 'incidents missing or doubled',
  incident: 'incidents unlike their case',
  attempts: 'attempts left open',
  clicks: 'acknowledged clicks lost',
  runs: 'runs that could not be carried to their end',
} as const;

export interface Problem {
  kind: keyof typeof problemKinds;
  about: string;
}

/** Lines that are there less or more often than they should be, as many as there are. */
export function differences(wanted: string[], found: string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of wanted) counts.set(line, (counts.get(line) ?? 0) - 1);
  for (const line of found) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].flatMap(([line, count]) => {
    const sign = count < 0 ? 'missing' : 'too many';
    return Array.from({ length: Math.abs(count) }, () => `${sign}: ${line}`);
  });
}

import { cutText, oneLine } from './text.ts';

const limits = { labels: 32, label: 64 };

/** Labels as a case keeps them: lower case, each once, sorted; at most 32 of at most 64 characters. */
export function boundLabels(labels: readonly string[]): string[] {
  const clean = labels
    .map((label) => cutText(oneLine(label).toLowerCase(), limits.label))
    .filter((label) => label !== '');
  return [...new Set(clean)].slice(0, limits.labels).toSorted();
}

/** What a case has, and what an alert brings; where there is no room for all, what it has stays. */
export function joinLabels(known: readonly string[] = [], more: readonly string[] = []): { labels?: string[] } {
  const labels = boundLabels([...known, ...more]);
  return labels.length === 0 ? {} : { labels };
}

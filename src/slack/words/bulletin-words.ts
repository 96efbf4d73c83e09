import type { Digest } from '#core/digest.ts';

/** The morning's digest and the numbers of a week. Arguments are escaped already. */
export interface BulletinTexts {
  digest: {
    title: string;
    open(counts: string): string;
    none: string;
    unacknowledged(count: number): string;
    fresh(count: number): string;
    oldest: string;
    ending: string;
    ends: Record<Digest['ending'][number]['what'], (at: string) => string>;
  };
  numbers: {
    title(project: string, days: number): string;
    none(days: number): string;
    opened(count: number, reopened: number): string;
    closed(count: number, byRule: number): string;
    acknowledge(median: string, p90: string): string;
    close(median: string, p90: string): string;
    noisiest(rule: string, count: number): string;
    legend: string;
    picture(days: string): string;
    length(ms: number): string;
  };
}

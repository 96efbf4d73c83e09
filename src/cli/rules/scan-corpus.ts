import { openAddressBook } from '#facts/open-address-book.ts';
import { collectMatches } from '#rules/counting/collect-matches.ts';
import { planOf } from '#rules/counting/plan.ts';
import { eventPrefilter } from '#rules/event-prefilter.ts';
import { factsAbout } from '#rules/facts-about.ts';
import type { RuleSet } from '#rules/rule-set.ts';
import { readCorpus, type CorpusOptions, type CorpusTotals } from './corpus.ts';

/** A record that a rule matched, or that completed what it counts. */
export interface FoundAt {
  file: string;
  record: number;
}

export interface Scan {
  count(rule: string): number;
  /** In the order of the files; at most so many of them. */
  places(rule: string, most?: number): FoundAt[];
  /** `others`: records that are no audit events. */
  totals: CorpusTotals & { others: number };
  /** Matches of counted rules that lack a value to count by, or a time. */
  uncounted: number;
}

/**
 * Every record that each rule matches; for rules that count, the records that completed a count. Files may come in any
 * order: what is counted is put in the order of time at the end.
 */
export async function scanCorpus(set: RuleSet, files: readonly string[], options: CorpusOptions): Promise<Scan> {
  const found = createFound(files);
  const counted = collectMatches(set.counted);
  const { ofMatches } = planOf(set.counted);
  const factsOf = factsAbout(set, openAddressBook());
  const keep = eventPrefilter(set);
  let others = 0;
  const totals = await readCorpus(files, keep === undefined ? options : { ...options, keep }, (read) => {
    if (read.record.kind !== 'event') {
      others += 1;
      return;
    }
    const { event } = read.record;
    const fact = factsOf(event);
    const matched = set.events.match(event, fact);
    for (const rule of matched) if (rule.counting === undefined) found.add(rule.id, read.file, read.index);
    const toCount = matched.filter(({ id }) => ofMatches.has(id));
    if (toCount.length === 0) return;
    found.noteEvent(event.id, read.file, read.index);
    counted.add(toCount.map(({ id }) => ({ rule: id, event, fact })));
  });
  found.addCompleted(counted.firings());
  const { count, places } = found;
  return { count, places, totals: { ...totals, others }, uncounted: counted.uncounted() };
}

/** Places as pairs of numbers: a rule that matches everything in a million records must not cost a million objects. */
function createFound(files: readonly string[]) {
  const numbers = new Map(files.map((file, i) => [file, i]));
  const pairs = new Map<string, number[]>();
  const ofEvents = new Map<string, [file: number, record: number]>();
  const push = (rule: string, file: number, record: number): void => {
    const known = pairs.get(rule);
    if (known === undefined) pairs.set(rule, [file, record]);
    else known.push(file, record);
  };
  return {
    add: (rule: string, file: string, record: number): void => push(rule, numbers.get(file) ?? 0, record),
    /** Where an event was seen first: the same one may be delivered again. */
    noteEvent(id: string, file: string, record: number): void {
      if (!ofEvents.has(id)) ofEvents.set(id, [numbers.get(file) ?? 0, record]);
    },
    addCompleted(firings: readonly { rule: string; eventId: string }[]): void {
      const completed = new Map<string, Set<[number, number]>>();
      for (const { rule, eventId } of firings) {
        const place = ofEvents.get(eventId);
        if (place !== undefined) completed.set(rule, (completed.get(rule) ?? new Set()).add(place));
      }
      for (const [rule, places] of completed)
        for (const [file, record] of [...places].toSorted((a, b) => a[0] - b[0] || a[1] - b[1]))
          push(rule, file, record);
    },
    count: (rule: string): number => (pairs.get(rule)?.length ?? 0) / 2,
    places(rule: string, most = Infinity): FoundAt[] {
      const flat = pairs.get(rule) ?? [];
      const places: FoundAt[] = [];
      for (let i = 0; i < flat.length && places.length < most; i += 2)
        places.push({ file: files[flat[i] ?? 0] ?? '', record: flat[i + 1] ?? 0 });
      return places;
    },
  };
}

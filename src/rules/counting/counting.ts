/** `>= 5`, or a range of two. */
export interface Comparison {
  op: 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';
  value: number;
}

/**
 * What a stateful rule counts, whether it was written as `count:` of a detection rule or as a Sigma correlation.
 * All by event time; the window is `[t − withinMs, t]`, both ends included.
 */
export interface Counting {
  type:
    | 'event_count'
    | 'value_count'
    | 'value_sum'
    | 'value_avg'
    | 'value_percentile'
    | 'temporal'
    | 'temporal_ordered'
    | 'first_seen';
  /** Ids of the rules whose matches are counted; for `count:` the rule's own id. May name correlations. */
  rules: string[];
  /** Fields that make the key; an event without one of them is not counted. */
  by: string[];
  /** A name in `by` → the field that it is, for each rule: `aliases` of Sigma. */
  aliases: { [name: string]: { [rule: string]: string } };
  withinMs: number;
  /** All must hold. Empty for `temporal*` (every rule at least once) and `first_seen`. */
  conditions: Comparison[];
  /** Of `value_*` and `first_seen`: the fields whose values are looked at; several make one composite value. */
  fields: string[];
  percentile?: number;
  /**
   * `once`: at the first event where it holds, until the window has been empty; `every`: at each event where it holds;
   * `nth`: where it holds, and counting begins anew after it (the Nth, the 2Nth, …).
   */
  fire: 'once' | 'every' | 'nth';
  /** Events up to so late are inserted in their order; older ones are evaluated by themselves and not counted. */
  latenessMs: number;
  /** Sigma's `generate`: the counted rules make alerts of their own too. */
  generate: boolean;
}

/** The most that an event or value count may ask for: the window of a key must fit into one item of the table. */
export const mostCounted = 5_000;

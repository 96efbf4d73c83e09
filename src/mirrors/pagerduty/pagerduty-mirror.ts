import type { Log } from '#core/log.ts';
import type { CaseView, Mirror, MirrorRef } from '#core/mirror.ts';
import { wordsOf, type Locale, type Words } from '#core/words.ts';
import { enqueueEvent, type EventsClient, type PagerdutyEvent } from './enqueue-event.ts';
import { currentKey, keysOf, possibleKeys, type IncidentKeys } from './incident-keys.ts';
import { planEvents, type PlannedEvent } from './plan-events.ts';
import { renderTrigger } from './render-trigger.ts';

export interface PagerdutyMirrorOptions {
  /** Of an Events API v2 integration. */
  routingKey: string;
  /** Default `https://events.pagerduty.com`; a trailing slash is taken off. */
  eventsUrl?: string | undefined;
  fetch?: typeof fetch;
  locale: Locale;
  log: Log;
  /** Milliseconds since 1970, to read a `Retry-After` that is a date. */
  now?: () => number;
}

/**
 * Pages for cases through the Events API v2. The only destination is `default`. A ref's id is the newest dedup key;
 * `extra.keys` holds the keys that may have an open incident, with what PagerDuty was told last about each.
 */
export function createPagerdutyMirror(options: PagerdutyMirrorOptions): Mirror {
  const client: EventsClient = {
    routingKey: options.routingKey,
    eventsUrl: (options.eventsUrl ?? 'https://events.pagerduty.com').replace(/\/+$/, ''),
    fetch: options.fetch ?? fetch,
    now: options.now ?? Date.now,
  };
  const { log } = options;
  const words = wordsOf(options.locale);

  async function reflect(view: CaseView, ref: MirrorRef | undefined): Promise<MirrorRef> {
    const shownSeq = ref?.shownSeq ?? 0;
    const news = view.news.filter((entry) => entry.seq > shownSeq);
    const keys = keysOf(ref);
    for (const planned of planEvents({ ...view, news }, keys)) {
      await enqueueEvent(client, eventOf(planned, view, words));
      log.debug({ caseId: view.case.id, action: planned.action, key: planned.key }, 'event sent');
      if (planned.leaves === undefined) keys.delete(planned.key);
      else keys.set(planned.key, planned.leaves);
    }
    return refOf(view, keys, news.at(-1)?.seq ?? shownSeq);
  }

  return {
    name: 'pagerduty',
    followsRepeats: false,
    // Mostly one event a look: within the 120 a minute that PagerDuty takes for a key.
    pace: [{ burst: 30, everyMs: 1_000 }],
    destinations: (route) => (route.pagerduty === undefined ? [] : ['default']),
    reflect: (view, _to, ref) => reflect(view, ref),
    /**
     * The Events API cannot be asked what it has. It need not be: an event that is sent again under its dedup key makes
     * no second incident. What must not be lost is that something may be open, so that it is resolved in the end.
     */
    findLost: async (view, _to, { ref }) => {
      const keys = keysOf(ref);
      for (const key of possibleKeys(view)) if (!keys.has(key)) keys.set(key, 'maybe');
      return refOf(view, keys, ref?.shownSeq ?? 0);
    },
  };
}

function eventOf({ action, key }: PlannedEvent, view: CaseView, words: Words): PagerdutyEvent {
  return action === 'trigger' ? renderTrigger(view, key, words) : { event_action: action, dedup_key: key };
}

function refOf(view: CaseView, keys: IncidentKeys, shownSeq: number): MirrorRef {
  return { id: currentKey(view.case), label: 'PagerDuty', shownSeq, extra: { keys: Object.fromEntries(keys) } };
}

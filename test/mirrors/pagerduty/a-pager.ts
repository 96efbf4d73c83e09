import { onTestFinished } from 'vitest';
import type { CaseView, Mirror, MirrorRef } from '#core/mirror.ts';
import { createPagerdutyMirror } from '#mirrors/pagerduty/pagerduty-mirror.ts';
import type { PagerdutySandbox } from '#sandbox/pagerduty/pagerduty-sandbox.ts';
import { startPagerdutySandbox } from '#sandbox/pagerduty/start-pagerduty-sandbox.ts';
import { silent, type Story } from '#test/mirrors/a-story.ts';

export interface Pager {
  pagerduty: PagerdutySandbox;
  mirror: Mirror;
  look: (story: Story, ref?: MirrorRef, more?: Partial<CaseView>) => Promise<MirrorRef>;
  lookAfterCrash: (story: Story, ref?: MirrorRef) => Promise<MirrorRef>;
  /** `action key` of each event since the last time it was asked, without the case's id. */
  events: () => string[];
}

export function mirrorOf(pagerduty: PagerdutySandbox): Mirror {
  return createPagerdutyMirror({
    routingKey: pagerduty.routingKey,
    eventsUrl: pagerduty.eventsUrl,
    locale: 'en',
    log: silent,
  });
}

/** A mirror before a local PagerDuty, for the running test. */
export async function aPager(): Promise<Pager> {
  const pagerduty = await startPagerdutySandbox();
  onTestFinished(() => pagerduty.close());
  const mirror = mirrorOf(pagerduty);
  let seen = 0;
  return {
    pagerduty,
    mirror,
    look: (story, ref, more) => mirror.reflect(story.view(ref, more), 'default', ref),
    lookAfterCrash: async (story, ref) => {
      const found = await mirror.findLost(story.view(ref), 'default', { ref, since: new Date().toISOString() });
      return mirror.reflect(story.view(found ?? ref), 'default', found ?? ref);
    },
    events: () => {
      const calls = pagerduty.calls.slice(seen);
      seen = pagerduty.calls.length;
      return calls.map(({ body }) => {
        const { event_action, dedup_key } = body as { event_action: string; dedup_key: string };
        return `${event_action} ${dedup_key.replace(/^irn-[a-z2-7]{12}:/, '')}`;
      });
    },
  };
}

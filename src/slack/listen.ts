import { setTimeout as wait } from 'node:timers/promises';
import type { App } from '@slack/bolt';
import { onHomeOpened } from './home/on-home-opened.ts';
import { onButton } from './on-button.ts';
import { onCommand } from './on-command.ts';
import { onMention } from './on-mention.ts';
import { onModal } from './on-modal.ts';
import type { Reception } from './reception.ts';

/** Hangs all listeners into the app. `finished` waits for those at work, at most so long. */
export function listen(app: App, reception: Reception): { finished(withinMs: number): Promise<void> } {
  const atWork = new Set<Promise<void>>();

  function tracked<T>(listener: (args: T) => Promise<void>): (args: T) => Promise<void> {
    return async (args) => {
      const work = listener(args);
      atWork.add(work);
      try {
        await work;
      } finally {
        atWork.delete(work);
      }
    };
  }

  app.action(/.*/, tracked(onButton(reception)));
  app.view(/.*/, tracked(onModal(reception)));
  app.command(/.*/, tracked(onCommand(reception)));
  app.event('app_home_opened', tracked(onHomeOpened(reception)));
  app.event('app_mention', tracked(onMention(reception)));
  app.error(async (error) => {
    reception.log.error({ err: error }, 'slack listener failed');
  });
  return {
    finished: async (withinMs) => {
      await Promise.race([Promise.allSettled(atWork), wait(withinMs, undefined, { ref: false })]);
    },
  };
}

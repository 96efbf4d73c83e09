import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Reception } from '../reception.ts';

/** Draws the App Home of who opens it; its other tab is of no interest. */
export function onHomeOpened({ homes }: Pick<Reception, 'homes'>) {
  return async ({ event }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab === 'home') await homes.show(event.user);
  };
}

import type { Command } from './command.ts';
import { help } from './commands/help.ts';
import { search } from './commands/search.ts';
import { show } from './commands/show.ts';
import { silence } from './commands/silence.ts';
import { silences } from './commands/silences.ts';
import { subscribe } from './commands/subscribe.ts';
import { subscriptions } from './commands/subscriptions.ts';
import { unsubscribe } from './commands/unsubscribe.ts';
import { why } from './commands/why.ts';
import { stats } from './commands/stats.ts';

/** Everything that `/irene` understands. */
export const commands: readonly Command[] = [
  search,
  show,
  why,
  silence,
  silences,
  subscribe,
  unsubscribe,
  subscriptions,
  stats,
  help,
];

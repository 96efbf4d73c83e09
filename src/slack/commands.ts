import type { Command } from './command.ts';
import { help } from './commands/help.ts';
import { search } from './commands/search.ts';
import { show } from './commands/show.ts';
import { stats } from './commands/stats.ts';
import { why } from './commands/why.ts';

/** Everything that `/irene` understands. */
export const commands: readonly Command[] = [search, show, why, stats, help];

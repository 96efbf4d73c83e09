import type { Command } from './command.ts';
import { ack } from './commands/ack.ts';
import { unack } from './commands/unack.ts';
import { close } from './commands/close.ts';
import { reopen } from './commands/reopen.ts';
import { snooze } from './commands/snooze.ts';
import { escalate } from './commands/escalate.ts';
import { assign } from './commands/assign.ts';
import { severity } from './commands/severity.ts';
import { note } from './commands/note.ts';
import { help } from './commands/help.ts';
import { search } from './commands/search.ts';
import { show } from './commands/show.ts';
import { stats } from './commands/stats.ts';
import { why } from './commands/why.ts';

/** Everything that `/irene` understands. */
export const commands: readonly Command[] = [
  search,
  show,
  why,
  stats,
  ack,
  unack,
  close,
  reopen,
  snooze,
  escalate,
  assign,
  severity,
  note,
  help,
];

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
import { silence } from './commands/silence.ts';
import { silences } from './commands/silences.ts';
import { subscribe } from './commands/subscribe.ts';
import { subscriptions } from './commands/subscriptions.ts';
import { unsubscribe } from './commands/unsubscribe.ts';
import { why } from './commands/why.ts';
import { stats } from './commands/stats.ts';
import { projects } from './commands/projects.ts';
import { status } from './commands/status.ts';
import { dead } from './commands/dead.ts';
import { replay } from './commands/replay.ts';
import { rules } from './commands/rules.ts';
import { language } from './commands/language.ts';

/** Everything that `/irene` understands. */
export const commands: readonly Command[] = [
  search,
  show,
  why,
  ack,
  unack,
  close,
  reopen,
  snooze,
  escalate,
  assign,
  severity,
  note,
  silence,
  silences,
  subscribe,
  unsubscribe,
  subscriptions,
  stats,
  projects,
  status,
  dead,
  replay,
  rules,
  language,
  help,
];

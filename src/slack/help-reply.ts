import { escapeWithin, packLines } from './mrkdwn.ts';
import type { Reply } from './reception.ts';
import { section } from './text-objects.ts';
import type { CommandName, SlackWords } from './words/slack-words.ts';

/** In the order in which people meet them; a test compares it with the list of commands. */
const names: readonly CommandName[] = [
  'search',
  'show',
  'why',
  'ack',
  'unack',
  'close',
  'reopen',
  'snooze',
  'escalate',
  'assign',
  'severity',
  'note',
  'silence',
  'silences',
  'subscribe',
  'unsubscribe',
  'subscriptions',
  'stats',
  'projects',
  'status',
  'dead',
  'replay',
  'rules',
  'language',
  'help',
];

const longestSection = 2900;

/** The list of commands, after what was wrong where something was. */
export function helpReply(words: SlackWords, problem?: string): Reply {
  const heading = problem ?? `*${words.commands.heading}*`;
  const lines = [heading, ...names.map((name) => helpLine(name, words)), words.commands.everyHelp];
  return { text: heading, blocks: packLines(lines, longestSection).map(section) };
}

/** What one command does, and its form. */
export function commandHelp(name: CommandName, words: SlackWords): Reply {
  return { text: helpLine(name, words) };
}

/** That something is missing, and the right form. */
export function missingReply(name: CommandName, words: SlackWords): Reply {
  return { text: words.answers.missing(form(name, words)) };
}

/** The answer to a command that does not exist. */
export function unknownCommandReply(typed: string, words: SlackWords): Reply {
  return helpReply(words, words.answers.unknownCommand(`\`/irene ${escapeWithin(typed, 60)}\``));
}

function helpLine(name: CommandName, words: SlackWords): string {
  return `${form(name, words)}  ${words.commands[name].about}`;
}

function form(name: CommandName, words: SlackWords): string {
  return `\`${words.commands[name].form}\``;
}

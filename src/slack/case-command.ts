import type { Action } from '#core/case-action.ts';
import type { Asked, Command } from './command.ts';
import { doAction } from './do-action.ts';
import { findTypedCase } from './find-typed-case.ts';
import type { Reception, Reply } from './reception.ts';
import { doneText, undoOffer } from './undo-offer.ts';
import type { CaseCommandName, SlackWords } from './words/slack-words.ts';

/** What is typed after the case, and what reading it may ask. */
export interface Typed {
  text: string;
  asked: Asked;
  reception: Reception;
}

/** `problem` says what is wrong and where; the right form and an example are added. */
export type ReadAction = { action: Action } | { problem: string };

type Read = (typed: Typed) => Promise<ReadAction> | ReadAction;

/** A command that does one thing to one case: `/irene NAME CASE …`. */
export function caseCommand(name: CaseCommandName, read: Read): Command {
  return { name, run: (text, reception, asked) => run({ name, read }, { text, asked, reception }) };
}

async function run({ name, read }: { name: CaseCommandName; read: Read }, typed: Typed): Promise<Reply> {
  const { reception, asked } = typed;
  const { words } = reception;
  const { first, rest } = firstWord(typed.text);
  if (first === '') return { text: rightForm(name, words) };
  const found = await findTypedCase(first, reception);
  if ('reply' in found) return found.reply;
  const reading = await read({ ...typed, text: rest });
  if ('problem' in reading) return { text: `${reading.problem} ${rightForm(name, words, found.id)}` };
  const wish = { caseId: found.id, action: reading.action, user: asked.user, requestId: asked.requestId };
  const deed = await doAction(wish, reception);
  if ('refused' in deed) return { text: deed.refused };
  return undoOffer({ ...wish, userId: asked.user.id }, words) ?? { text: doneText(wish, words) };
}

function rightForm(name: CaseCommandName, words: SlackWords, id = 'irn-ab2c'): string {
  const { form, example } = words.work.commands[name];
  return words.work.problems.right(`\`${form}\``, `\`${example(id)}\``);
}

/** The first word of a text, and what follows it. */
export function firstWord(text: string): { first: string; rest: string } {
  const [first = '', rest = ''] = text.trim().split(/\s+(.*)/su, 2);
  return { first, rest: rest.trim() };
}

/** In somebody's own words; nothing when there are none. */
export function whyOf(text: string): { why?: string } {
  return text === '' ? {} : { why: text.slice(0, 1000) };
}

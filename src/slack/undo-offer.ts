import type { Action } from '#core/case-action.ts';
import { writeButtonValue } from './button-value.ts';
import { codeWithin } from './mrkdwn.ts';
import type { Reply } from './reception.ts';
import { plainText, section } from './text-objects.ts';
import type { Deed, SlackWords } from './words/slack-words.ts';

/** The `action_id` of the button that takes back what was done last. */
export const undoId = 'undo';

interface Done {
  caseId: string;
  action: Action;
  userId: string;
  requestId: string;
}

const withUndo: ReadonlySet<Action['do']> = new Set(['acknowledge', 'close', 'snooze', 'assign', 'set_severity']);

/** What an action answers to the person who did it, with the way back; undefined when there is none. */
export function undoOffer(done: Done, words: SlackWords): Reply | undefined {
  if (!withUndo.has(done.action.do)) return undefined;
  const text = `${doneText(done, words)} · ${words.work.undoHint}`;
  const value = writeButtonValue(done.caseId, `${done.userId}.${Buffer.from(done.requestId).toString('base64url')}`);
  return {
    text,
    blocks: [
      {
        ...section(text),
        accessory: { type: 'button', action_id: undoId, text: plainText(words.work.undo, 75), value },
      },
    ],
  };
}

/** That an action is done. */
export function doneText({ caseId, action }: Pick<Done, 'caseId' | 'action'>, words: SlackWords): string {
  const deeds = new Map<string, string>(Object.entries(words.work.done satisfies Record<Deed, string>));
  return `${deeds.get(action.do) ?? ''} ${codeWithin(caseId, 40)}`.trim();
}

/** What the button carries: who may press it, and the request that it takes back. */
export function readUndo(more: string | undefined): { userId: string; of: string } | undefined {
  const [userId, of, ...rest] = (more ?? '').split('.');
  if (!userId || !of || rest.length > 0) return undefined;
  return { userId, of: Buffer.from(of, 'base64url').toString() };
}

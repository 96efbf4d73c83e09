import { isDeepStrictEqual } from 'node:util';
import type { TimelineEntry } from '#core/timeline.ts';
import { readTimeline } from '#pipeline/read-timeline.ts';
import type { Town } from '#sandbox/start-town.ts';
import type { Answer, SlackMessage } from '#sandbox/slack/slack-sandbox.ts';
import { readButtonValue } from '#slack/button-value.ts';
import type { Dice } from '../dice.ts';
import type { Reader } from '../open-reader.ts';

/** What a click that was acknowledged has left in its case. */
export interface Kept {
  caseId: string;
  entry: TimelineEntry;
}

/** `unanswered`: Slack has shown the person a warning. `refused`: Irene has told the person why not. */
export type Clicked = { kept: Kept } | { lost: string } | 'unanswered' | 'refused' | 'nothing to click';

interface Button {
  channel: string;
  ts: string;
  caseId: string;
  actionId: string;
  option?: string;
}

/** What the click does to the case, by button. */
const doneBy: Record<string, TimelineEntry['what']> = {
  acknowledge: 'acknowledged',
  unacknowledge: 'unacknowledged',
  wake: 'woke',
  reopen: 'reopened',
  snooze: 'snoozed',
  escalate: 'escalated',
  close: 'closed',
  more: 'closed',
};

const inHours = (hours: number): number => Math.floor(Date.now() / 1000) + hours * 3600;

const forms: Record<string, Record<string, unknown>> = {
  snooze: { length: 'date', until: inHours(5) },
  escalate: { to: 'pagerduty' },
  close: { reason: 'fixed' },
};

/** Above every number that a timeline gets to. */
const lastSeq = 999_999_999;

let clicks = 0;

export interface Clicker {
  town: Town;
  reader: Reader;
  dice: Dice;
  user: string;
  /** Called when Slack has taken the click for done, before anything else happens. */
  onAcknowledged?: () => void;
}

/** A person clicks a button of some card, fills in the form that may come, and looks what became of it. */
export async function click(clicker: Clicker): Promise<Clicked> {
  const { town, user, dice } = clicker;
  const buttons = buttonsIn(town);
  if (buttons.length === 0) return 'nothing to click';
  const button = dice.pick(buttons);
  const seen = { from: await lengthOf(clicker, button.caseId), told: toldTo(town, user) };
  // The card may have changed meanwhile.
  if (!buttonsIn(town).some((one) => isDeepStrictEqual(one, button))) return 'nothing to click';
  const person = town.slack.person(user);
  // A form that was opened by a process that died then: the person closes it.
  await dismissAll(town, user);
  const { channel, ts, actionId, option } = button;
  const answer = await person.act({ channel, ts, actionId, ...(option === undefined ? {} : { option }) });
  if (!answer.ok) return 'unanswered';
  const form = town.slack.workspace.views(user).at(-1)?.view.callback_id;
  if (form === undefined) {
    clicker.onAcknowledged?.();
    return lookAfter(clicker, button, seen);
  }
  clicks += 1;
  const why = `click ${clicks}`;
  const sent = await person.submit({ ...forms[form], why });
  if (sent.ok) clicker.onAcknowledged?.();
  const outcome = sent.ok && !isRefused(sent) ? await lookAfter(clicker, button, { ...seen, why }) : undefined;
  // What is still open is cancelled by the person.
  await dismissAll(town, user);
  return outcome ?? (sent.ok ? 'refused' : 'unanswered');
}

async function dismissAll({ slack }: Town, user: string): Promise<void> {
  while (slack.workspace.views(user).length > 0) await slack.person(user).dismiss();
}

function isRefused({ payload }: Answer & { ok: true }): boolean {
  return typeof payload === 'object' && payload !== null && 'response_action' in payload;
}

async function lookAfter(
  { town, reader, user }: Clicker,
  { caseId, actionId }: Button,
  seen: { from: number; told: number; why?: string },
): Promise<Clicked> {
  const entries = await readTimeline(reader.table, caseId, seen.from + 1, lastSeq);
  const own = entries.find(
    ({ what, by, why }) =>
      what === doneBy[actionId] && by.kind === 'person' && by.id === `slack:${user}` && why === seen.why,
  );
  if (own !== undefined) return { kept: { caseId, entry: own } };
  return toldTo(town, user) > seen.told ? 'refused' : { lost: `${actionId} of ${caseId} by ${user}` };
}

async function lengthOf({ reader }: Clicker, caseId: string): Promise<number> {
  return (await readTimeline(reader.table, caseId, 1, lastSeq)).length;
}

function toldTo({ slack }: Town, user: string): number {
  return slack.workspace.ephemerals.filter((told) => told.user === user).length;
}

function buttonsIn(town: Town): Button[] {
  return ['C0SECURITY', 'C0WEB'].flatMap((channel) => town.cards(channel).flatMap((card) => buttonsOf(channel, card)));
}

function buttonsOf(channel: string, { ts, attachments = [] }: SlackMessage): Button[] {
  const blocks = attachments.flatMap((attachment) => attachment.blocks ?? []);
  const elements = blocks.flatMap((block) => (block.type === 'actions' && 'elements' in block ? block.elements : []));
  return elements.flatMap((element): Button[] => {
    if (!('action_id' in element) || element.action_id === undefined) return [];
    const actionId = element.action_id;
    if (element.type === 'overflow') {
      const value = element.options[0]?.value ?? '';
      return [{ channel, ts, actionId, option: value, caseId: caseIdOf(value) }];
    }
    return element.type === 'button' ? [{ channel, ts, actionId, caseId: caseIdOf(element.value ?? '') }] : [];
  });
}

function caseIdOf(value: string): string {
  const read = readButtonValue(value);
  return 'caseId' in read ? read.caseId : '';
}

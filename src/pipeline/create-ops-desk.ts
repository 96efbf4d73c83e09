import type { Person } from '#core/actor.ts';
import { chooseFiles } from './choose-files.ts';
import type { Context } from './context.ts';
import { noteDeed } from './deeds.ts';
import { discardDead } from './discard-dead.ts';
import { listDead, type DeadLetter } from './list-dead.ts';
import { nearFiles } from './near-files.ts';
import type { OpsDesk, ReplayAnswer } from './ops-desk.ts';
import { readStatus } from './read-status.ts';
import { replay } from './replay.ts';
import { findRule, rulesOverview } from './rule-views.ts';
import { keepTongue, readTongue } from './tongues.ts';

const statusHours = 24;

/** The desk of those who look after Irene, over this context. */
export function createOpsDesk(context: Context): OpsDesk {
  return {
    status: () => readStatus(context, { hours: statusHours, silence: context.policy().ops.silence }),
    dead: (most) => firstDead(context, most),
    redrive: (id, by) => redrive(context, id, by),
    discard: (id, decision) => discard(context, id, decision),
    replay: (key, by) => replayOne(context, key, by),
    rules: () => rulesOverview(context),
    rule: (asked) => findRule(context, asked),
    language: (personId) => readTongue(context, personId),
    setLanguage: (personId, locale) => keepTongue(context, personId, locale),
  };
}

async function firstDead(context: Context, most: number): Promise<{ letters: DeadLetter[]; total: number }> {
  const letters: DeadLetter[] = [];
  let total = 0;
  for await (const letter of listDead(context)) {
    total += 1;
    if (letters.length < most) letters.push(letter);
  }
  return { letters, total };
}

async function findDead(context: Context, id: string): Promise<DeadLetter | undefined> {
  for await (const letter of listDead(context)) if (letter.id === id) return letter;
  return undefined;
}

async function redrive(context: Context, id: string, by: Person): Promise<boolean> {
  const letter = await findDead(context, id);
  if (letter === undefined) return false;
  await noteDeed(context, { by, did: 'redriven', about: letter.file?.key ?? id });
  return (await context.queue.redrive([id])) > 0;
}

async function discard(context: Context, id: string, { by, why }: Parameters<OpsDesk['discard']>[1]): Promise<boolean> {
  const letter = await findDead(context, id);
  if (letter === undefined) return false;
  await noteDeed(context, { by, did: 'discarded', about: letter.file?.key ?? id, why });
  return (await discardDead(context, [letter], { by: `${by.name} (${by.id})`, why })) > 0;
}

async function replayOne(context: Context, key: string, by: Person): Promise<ReplayAnswer> {
  const { files, forgotten } = await chooseFiles(context, { key });
  if (forgotten.length > 0) return { forgotten: true };
  if (files.length === 0) return { near: await nearFiles(context, key) };
  await noteDeed(context, { by, did: 'replayed', about: key });
  await replay(context, files);
  return { queued: key };
}

import type { Permission } from '#core/permissions.ts';
import type { Reception } from './reception.ts';
import { slackCode } from './slack-failure.ts';
import { escapeWithin } from './mrkdwn.ts';

type Gate = Pick<Reception, 'permissions' | 'people' | 'words' | 'log'>;

/**
 * Why this person may not do it, in words for them; undefined when they may. The one place where buttons, modals and
 * commands ask. Where Slack does not tell who is in a group, nobody is taken to be in it.
 */
export async function whyForbidden(
  permission: Permission | undefined,
  userId: string,
  gate: Gate,
): Promise<string | undefined> {
  const allowed = permission === undefined ? undefined : gate.permissions[permission];
  if (permission === undefined || allowed === undefined || allowed.includes(userId)) return undefined;
  const groups = allowed.filter((id) => id.startsWith('S'));
  const asked = await Promise.allSettled(groups.map((group) => gate.people.isIn(group, userId)));
  if (asked.some((answer) => answer.status === 'fulfilled' && answer.value)) return undefined;
  const { names, refused, unknown } = gate.words.work.permissions;
  const who = (await Promise.all(allowed.map((id) => gate.people.label(id)))).map((label) => escapeWithin(label, 100));
  const failure = asked.find((answer) => answer.status === 'rejected');
  if (failure === undefined) return refused(names[permission], who.join(', '));
  gate.log.warn({ err: failure.reason as unknown, userId, permission }, 'slack does not tell who is in a group');
  return unknown(names[permission], who.join(', '), escapeWithin(slackCode(failure.reason) ?? 'no answer', 60));
}

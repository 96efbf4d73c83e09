import { onTestFinished } from 'vitest';
import type { Case } from '#core/case.ts';
import type { Permissions } from '#core/permissions.ts';
import type { CaseView } from '#core/mirror.ts';
import type { Locale } from '#core/words.ts';
import type { OpenView, SlackSandbox } from '#sandbox/slack/slack-sandbox.ts';
import { createSlackDoor } from '#slack/create-slack-door.ts';
import { createSlackMirror } from '#slack/create-slack-mirror.ts';
import { aCase, aView } from '#test/builders.ts';
import { until } from '#test/until.ts';
import { aDesk } from './a-desk.ts';
import { aLog, aSlack } from './a-slack.ts';
import { textsIn } from './texts-in.ts';

export const channel = 'C0SECURITY';
// A Wednesday, 21:00 in Tokyo.
export const wednesday = '2026-03-04T12:00:00.000Z';

interface Setting {
  cases?: Case[];
  locale?: Locale;
  /** What the card of the first case is shown with. */
  view?: Partial<CaseView>;
  permissions?: Permissions;
}

/** A started door over a desk in memory, and the card of its first case. */
export async function aDoor({ cases = [aCase()], locale = 'en', view = {}, permissions = {} }: Setting = {}) {
  const { sandbox, clients } = await aSlack();
  const { log, lines } = aLog();
  const clock = { now: wednesday };
  const desk = aDesk(cases, () => clock.now);
  const targets = [
    { id: 'pagerduty', label: 'PagerDuty' },
    { id: 'S0ONCALL', label: 'Security on call' },
  ];
  const door = createSlackDoor({
    slack: clients,
    desk,
    locale,
    version: '1.2.3',
    log,
    targets: () => targets,
    permissions: () => permissions,
    now: () => clock.now,
  });
  onTestFinished(() => door.stop());
  await door.start();
  const first = cases[0] ?? aCase();
  const mirror = createSlackMirror({ client: clients.poster, locale, log });
  const card = await mirror.reflect(aView({ case: first, ...view }), channel, undefined);
  desk.card.ts = card.id;
  const press = (user: string, actionId: string, option?: string) =>
    sandbox.person(user).act({ channel, ts: card.id, actionId, ...(option === undefined ? {} : { option }) });
  return { sandbox, clients, desk, lines, clock, id: first.id, card, press };
}

/** The texts of the newest thing that only this person sees. */
export async function told(sandbox: SlackSandbox, count = 1): Promise<string> {
  const { ephemerals } = sandbox.workspace;
  await until('an ephemeral answer', () => ephemerals.length >= count);
  const last = ephemerals.at(-1);
  return [last?.text, ...textsIn([last?.blocks, last?.attachments])].join('\n');
}

/** The modal on top of what this person has open. */
export async function modalOf(sandbox: SlackSandbox, user: string): Promise<OpenView> {
  return until('a modal', () => sandbox.workspace.views(user).at(-1));
}

import { chosenState, initialState } from './element-state.ts';
import type { Found } from './find-element.ts';
import { elementsIn } from './find-element.ts';
import type { OpenView, SlackUser } from './slack-sandbox.ts';
import type { SlackState } from './slack-state.ts';
import { viewObject } from './view-object.ts';

/** What every interaction of a person carries, with a fresh trigger. */
export function interactionOf(state: SlackState, type: string, user: SlackUser): Record<string, unknown> {
  const { team, bot } = state.workspace;
  return {
    type,
    user: { id: user.id, username: user.name, name: user.name, team_id: team.id },
    api_app_id: bot.appId,
    token: 'sandbox-verification',
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: state.triggers.create(user.id),
  };
}

/** The entry of `actions`. */
export function actionOf(state: SlackState, found: Found, chosen: string | undefined): Record<string, unknown> {
  const { element, blockId } = found;
  const about = { action_id: element.action_id, block_id: blockId, action_ts: state.nextTs() };
  if (element.type !== 'button') return { ...about, ...chosenState(element, chosen) };
  const { text, value, url, style } = element;
  return {
    ...about,
    type: 'button',
    text,
    ...(value !== undefined && { value }),
    ...(url !== undefined && { url }),
    ...(style !== undefined && { style }),
  };
}

/** `state.values` of these blocks: what they start with, then what was picked. */
export function valuesOf(
  blocks: readonly object[] | undefined,
  picked: Record<string, Record<string, unknown>> = {},
): Record<string, Record<string, Record<string, unknown>>> {
  const values: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const { element, blockId } of elementsIn(blocks)) {
    const initial = initialState(element);
    if (initial === undefined) continue;
    const now = (picked[blockId]?.[element.action_id] ?? initial) as Record<string, unknown>;
    values[blockId] = { ...values[blockId], [element.action_id]: now };
  }
  return values;
}

/** The view of an interaction, with the values that its person has put in. */
export function viewInAct(state: SlackState, open: OpenView): Record<string, unknown> {
  return viewObject(state, open, valuesOf(open.view.blocks, state.picked.get(open.id)));
}

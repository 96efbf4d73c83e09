import { findElement } from './find-element.ts';
import { actionOf, interactionOf, valuesOf } from './payloads.ts';
import type { Answer, Person, SlackUser } from './slack-sandbox.ts';
import type { SlackState } from './slack-state.ts';
import type { SocketMode } from './socket-mode.ts';

/** A person clicks an element of the App Home: there is no channel, and no address to answer to. */
export async function actInHome(
  state: SlackState,
  socketMode: SocketMode,
  user: SlackUser,
  on: Parameters<Person['actInHome']>[0],
): Promise<Answer> {
  const home = state.homes.get(user.id);
  const found = home === undefined ? undefined : findElement(home.view.blocks, on);
  if (home === undefined || found === undefined)
    throw new Error(`no element ${on.actionId} ${on.value ?? ''} in the home of ${user.name}`);
  const { bot, team } = state.workspace;
  return socketMode.ask('interactive', {
    ...interactionOf(state, 'block_actions', user),
    container: { type: 'view', view_id: home.id },
    view: {
      private_metadata: '',
      callback_id: '',
      ...home.view,
      id: home.id,
      hash: home.hash,
      team_id: team.id,
      app_id: bot.appId,
      bot_id: bot.botId,
      state: { values: valuesOf(home.view.blocks) },
    },
    actions: [actionOf(state, found, on.option ?? on.value)],
  });
}

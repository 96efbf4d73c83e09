import type { OpenView } from './slack-sandbox.ts';
import type { SlackState } from './slack-state.ts';

/** A view as the Web API and the interaction payloads show it. */
export function viewObject(state: SlackState, open: OpenView, values: object = {}): Record<string, unknown> {
  const stack = state.workspace.views(open.user);
  const { bot, team } = state.workspace;
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    close: null,
    submit: null,
    clear_on_close: false,
    notify_on_close: false,
    ...open.view,
    id: open.id,
    hash: open.hash,
    team_id: team.id,
    state: { values },
    root_view_id: stack[0]?.id ?? open.id,
    previous_view_id: stack[stack.indexOf(open) - 1]?.id ?? null,
    app_id: bot.appId,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}

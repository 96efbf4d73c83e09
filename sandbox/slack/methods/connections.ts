import { botMethod, type SlackMethods } from '../slack-method.ts';
import type { SlackState } from '../slack-state.ts';

/** Who the app is, and the way to its socket. `openSocketUrl` gives an address that works once. */
export function connectionMethods(openSocketUrl: () => string): SlackMethods {
  return {
    'auth.test': botMethod([], authTest),
    // The app token carries `connections:write`; the manifest's bot scopes do not matter here.
    'apps.connections.open': { token: 'app', scopes: () => [], run: () => ({ url: openSocketUrl() }) },
  };
}

function authTest(state: SlackState): Record<string, unknown> {
  const { bot, team } = state.workspace;
  return {
    url: team.url,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
}

import type { SlackFile, SlackMessage } from './slack-sandbox.ts';
import type { SlackState } from './slack-state.ts';

/** A message as the Web API and the interaction payloads show it. Metadata only for those who ask for it. */
export function messageObject(state: SlackState, message: SlackMessage, withMetadata = false): Record<string, unknown> {
  const { metadata, files, ...rest } = message;
  return {
    type: 'message',
    ...rest,
    team: state.workspace.team.id,
    ...(message.bot_id !== undefined && { app_id: state.workspace.bot.appId, bot_profile: botProfile(state) }),
    ...(files !== undefined && { files: filesOf(state, files).map((file) => fileObject(state, file)) }),
    ...(withMetadata && metadata !== undefined && { metadata }),
  };
}

export function fileObject(state: SlackState, file: SlackFile): Record<string, unknown> {
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    alt_txt: file.altText,
    size: file.bytes.length,
    user: state.workspace.bot.userId,
    channels: file.channels,
    url_private: `${state.origin}/files/${file.id}/${encodeURIComponent(file.name)}`,
    permalink: `${state.workspace.team.url}files/${state.workspace.bot.userId}/${file.id}`,
  };
}

function filesOf(state: SlackState, ids: string[]): SlackFile[] {
  return state.workspace.files.filter((file) => ids.includes(file.id));
}

function botProfile(state: SlackState): Record<string, unknown> {
  const { bot, team } = state.workspace;
  return { id: bot.botId, app_id: bot.appId, name: bot.name, deleted: false, updated: 0, team_id: team.id };
}

import { tellOfDeletion, tellOfHome, tellOfMessage } from './events.ts';
import { actInHome } from './home-acts.ts';
import { actOnMessage, typeCommand } from './message-acts.ts';
import { addMessage, channelOf, removeMessage } from './message-store.ts';
import type { Person } from './slack-sandbox.ts';
import type { SlackState } from './slack-state.ts';
import type { SocketMode } from './socket-mode.ts';
import { actInView, dismissView, submitView } from './view-acts.ts';

/** What one of the workspace's people can do in the Slack client. */
export function createPerson(state: SlackState, socketMode: SocketMode, userId: string): Person {
  const user = state.workspace.users.find((one) => one.id === userId);
  if (user === undefined) throw new Error(`nobody in the workspace has the id ${userId}`);
  return {
    act: async (on) => actOnMessage(state, socketMode, user, on),
    command: (channel, text) => typeCommand(state, socketMode, user, { channel, text }),
    submit: (values) => submitView(state, socketMode, user, values),
    actInView: (on) => actInView(state, socketMode, user, on),
    dismiss: () => dismissView(state, socketMode, user),
    openHome: () => tellOfHome(state, socketMode, userId),
    actInHome: async (on) => actInHome(state, socketMode, user, on),
    say: async (channel, text, threadTs) => {
      if (channelOf(state, channel).isArchived) throw new Error(`the channel ${channel} is archived`);
      const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
      const message = addMessage(state, channel, { user: userId, text, ...thread });
      tellOfMessage(state, socketMode, channel, message);
      return message.ts;
    },
    deleteMessage: (channel, ts) => {
      removeMessage(state, channel, ts);
      tellOfDeletion(state, socketMode, channel, ts);
    },
  };
}

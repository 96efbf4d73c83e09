import type { Fault } from '#sandbox/slack/slack-sandbox.ts';
import { troubleOf, type Cell } from './cell.ts';
import { commonFaults } from './common-faults.ts';
import { cardsOf, channels } from './shown.ts';
import type { Stage } from './stage.ts';

const faults: Record<string, { fault: Fault; times?: number }> = {
  '429, Retry-After 2': { fault: { status: 429, retryAfter: 2 } },
  ...commonFaults,
};
const common = { touches: channels, needsPerson: false } as const;

/** What goes wrong with the calls that show cases. */
export function slackCells(call: 'chat.postMessage' | 'chat.update'): Cell[] {
  const from = call === 'chat.update' ? 'shown' : 'start';
  return Object.entries(faults).map(([fault, order]) => ({
    ...common,
    call,
    fault,
    from,
    begin: ({ town }) => troubleOf(town.slack.failNext(call, order.fault, order.times)),
  }));
}

/** The calls by which Irene looks for what an attempt made whose answer was lost. */
export function slackSearchCells(call: 'conversations.history' | 'conversations.replies' | 'auth.test'): Cell[] {
  return ['500, three times', 'connection reset', 'half of the JSON', '429, Retry-After 2', 'never answers'].map(
    (fault) => ({
      ...common,
      call,
      fault: `${fault}, after a lost answer`,
      from: call === 'conversations.replies' ? 'shown' : 'start',
      begin: ({ town }) => {
        const lost = town.slack.failNext('chat.postMessage', { lostAnswer: true });
        const order = faults[fault] ?? { fault: { reset: true } };
        return troubleOf(lost, town.slack.failNext(call, order.fault, order.times));
      },
    }),
  );
}

/** What a person must do something about. */
export const slackPersonCells: Cell[] = [
  ...['token_revoked', 'account_inactive', 'not_authed'].map(
    (error): Cell => ({
      ...common,
      call: 'every call',
      fault: error,
      needsPerson: true,
      from: 'start',
      begin: ({ town }) => {
        const calls = [
          'chat.postMessage',
          'chat.update',
          'auth.test',
          'conversations.history',
          'conversations.replies',
        ];
        const orders = calls.map((call) => town.slack.failNext(call, { error }, 10_000));
        return {
          hasHappened: () => orders.some((order) => order.taken() > 0),
          mend: async () => {
            for (const order of orders) order.end();
            await town.killAndRestart();
          },
        };
      },
    }),
  ),
  gone('channel archived', (channel, isOver) => {
    channel.isArchived = !isOver;
  }),
  gone('bot removed from the channel', (channel, isOver) => {
    channel.isMember = isOver;
  }),
  {
    ...common,
    call: 'chat.update',
    fault: 'a person deleted the card',
    touches: ['C0WEB'],
    from: 'shown',
    begin: ({ town }, title) => {
      const [card] = cardsOf(town, 'C0WEB', title);
      town.slack.person('UBEN').deleteMessage('C0WEB', card?.ts ?? '');
      return { hasHappened: () => true };
    },
  },
];

function gone(
  fault: string,
  set: (channel: Stage['town']['slack']['workspace']['channels'][number], isOver: boolean) => void,
): Cell {
  return {
    call: 'chat.postMessage',
    fault,
    touches: ['C0WEB'],
    needsPerson: true,
    from: 'start',
    begin: ({ town, setClock }) => {
      const channel = town.slack.workspace.channels.find(({ id }) => id === 'C0WEB');
      if (channel === undefined) throw new Error('the workspace has no C0WEB');
      set(channel, false);
      const seen = town.irene.log.length;
      return {
        hasHappened: () => town.irene.log.slice(seen).some((line) => line.msg === 'destination is gone'),
        mend: async () => {
          set(channel, true);
          // The next try is due in 5 min.
          await setClock(6 * 60_000);
        },
      };
    },
  };
}

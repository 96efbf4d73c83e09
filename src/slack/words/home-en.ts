import type { HomeTexts } from './home-words.ts';

export const homeEn: HomeTexts = {
  title: 'Your cases',
  refresh: 'Refresh',
  mine: '*Yours*',
  noneMine: 'Nothing is assigned to you or acknowledged by you.',
  waiting: (count) => `*Not acknowledged in your channels* (${count})`,
  noneWaiting: 'Everything in your channels has been acknowledged.',
  more: (count) => `and ${count} more`,
  ending: '*Ends soon*',
  troubles: "*Irene's own troubles*",
  noTroubles: 'Irene is well: no dead letters, no lag, no silent source.',
  since: (at) => `since ${at}`,
  open: 'Open the card',
  ackAll: (count) => `Ack all ${count} shown`,
  ackAllTitle: 'Acknowledge all?',
  ackAllText: (count) => `You take care of these ${count} cases, and nobody is reminded of them for now.`,
  ackAllConfirm: 'Acknowledge',
  acked: (done, of) => `Acknowledged ${done} of ${of}.`,
  empty: '🌤️ Nothing to do: no case waits for you or your channels.',
  error: 'Irene cannot read the cases at the moment. Please try again.',
};

import type { RemindTexts } from './remind-words.ts';

export const remindEn: RemindTexts = {
  upcoming: {
    remind: (at) => `reminder ${at}`,
    escalate: (at) => `pages on-call ${at}`,
    ask: (at) => `asks ${at} whether it is still worked on`,
    reopen: (at) => `open again ${at} without an answer in the thread`,
  },
  unacknowledged: (since) => `⏰ *Reminder*: nobody has acknowledged this since ${since}`,
  stillOpen: (by, since) => `⏰ *Reminder*: still open, acknowledged by ${by} ${since}`,
  ask: (by, since) => `*Still working on it?* Acknowledged by ${by}, and nothing was said since ${since}`,
  withoutAnswer: (at) => `Without an answer it is open again ${at}`,
  still: 'Yes, still',
  answered: (by) => `${by} is still working on it.`,
};

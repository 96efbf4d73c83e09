import type { OrdersWords } from './orders-words.ts';

function casesText(total: number, isMore: boolean): string {
  const number = new Intl.NumberFormat('en').format(total);
  if (isMore) return `more than *${number}* cases`;
  return total === 1 ? '*1* case' : `*${number}* cases`;
}

export const ordersEn: OrdersWords = {
  unfit: {
    time: 'seen: and opened: change by themselves, so they cannot stand here.',
    work: 'A silence is asked about each alert as it comes: status, assignee, count and is: are not known then.',
    all: 'Say which cases: this would be all of them.',
  },
  silence: {
    title: 'Silence alerts',
    preview: 'Preview',
    create: 'Create silence',
    back: 'Back',
    query: 'What to silence',
    queryHint: 'A query as in /irene search, for example: type:"*SSH*" account:111122223333',
    until: 'Until',
    reason: 'Reason',
    reasonMissing: 'Say why: everybody in the channel will read it.',
    badEnd: 'Pick a moment in the future, at most a year from now.',
    wouldHide: (total, isMore) => `In the last 90 days this would have hidden ${casesText(total, isMore)}:`,
    wouldHideNone: 'In the last 90 days this would have hidden *no case*. Is the query right?',
    andMore: (count) => `and ${count} more`,
    summary: (query, until, reason) => `${query} until ${until}: ${reason}`,
    openOnes: 'Cases that are open now are snoozed to the same end, and wake when they get worse.',
    given: (by, query, until, reason) => `🔕 ${by} silences ${query} until ${until}: ${reason}`,
    snoozed: (count) => (count === 1 ? '1 open case was snoozed.' : `${count} open cases were snoozed.`),
    end: 'End silence',
    ended: (by, query) => `🔔 ${by} ended the silence of ${query}.`,
    over: (query) => `🔔 The silence of ${query} is over.`,
    hid: (count) => (count === 1 ? 'It hid 1 case:' : `It hid ${count} cases:`),
    hidNone: 'It hid nothing.',
    gone: 'This silence is over already.',
    notTold: (channel) =>
      `The silence is in force, but I am not in ${channel} and could not say so there. Invite me: /invite @irene`,
    none: 'Nothing is silenced by anybody. Silences of rules lie in the rules folder.',
    list: 'Silences, the oldest first',
    row: ({ query, until, since, by, reason }) => `${query}\nuntil ${until} · since ${since} by ${by} · ${reason}`,
  },
  subscription: {
    which: (query) => `This channel would get ${query}.`,
    noProject:
      'This is no project’s channel. Say which cases it should get, for example: /irene subscribe severity>=high project:web',
    wouldShow: (total, isMore) => `In the last 30 days that would have been ${casesText(total, isMore)}:`,
    wouldShowNone: 'In the last 30 days that would have been *no case*.',
    confirm: 'Subscribe',
    notIn: 'I am not in this channel. Invite me first: /invite @irene',
    given: (by, query) => `📌 ${by} subscribed this channel to ${query}.`,
    none: 'This channel has no subscription. /irene subscribe makes one.',
    noneAnywhere: 'No channel has a subscription. /irene subscribe makes one.',
    list: 'Subscriptions of this channel',
    everywhere: 'Subscriptions of all channels',
    row: (query, channel, by, since) => `${query}\n${channel} · by ${by} since ${since}`,
    remove: 'Unsubscribe',
    removed: (query) => `This channel gets ${query} no longer. Cases that are shown already stay.`,
  },
};

import { doctorEn } from './doctor-en.ts';
import { questionEn } from './question-en.ts';
import { opsEn } from './ops-en.ts';
import { ordersEn } from './orders-en.ts';
import type { Refusal } from '#core/case-action.ts';
import { bulkEn } from './bulk-en.ts';
import { bulletinEn } from './bulletin-en.ts';
import { homeEn } from './home-en.ts';
import { remindEn } from './remind-en.ts';
import { searchEn } from './search-en.ts';
import { workEn } from './work-en.ts';
import type { SlackTexts } from './slack-words.ts';

export const en: SlackTexts = {
  actor(actor) {
    if (actor.kind === 'person') return actor.name;
    return actor.kind === 'rule' ? `rule ${actor.id}` : actor.id;
  },
  card: {
    firstSeen: (at) => `first seen ${at}`,
    more: (count) => `+${count} more in thread`,
    resource: 'Resource',
    open: (since) => `*Not acknowledged* since ${since}`,
    escalated: (to, by) => `escalated to ${to} by ${by}`,
    acknowledged: (by, at) => `*Acknowledged* by ${by} ${at}`,
    snoozed: (until, by) => `*Snoozed* until ${until} by ${by}`,
    closed: (reason, by, at) => `*Closed*: ${reason}, by ${by} ${at}`,
    because: (why) => `: ${why}`,
    acceptedUntil: (at) => `accepted until ${at}`,
    silenced: (until, rule) => `silenced until ${until} by rule ${rule}`,
    runbook: 'Runbook',
    next: {
      pages: 'PagerDuty calls until somebody acknowledges',
      waits: 'waits here until somebody acknowledges',
      worse_reopens: 'quiet until it gets worse',
      wakes_early: 'wakes early when it gets worse',
      stays_quiet: 'stays quiet until then, even when it gets worse',
      again_reopens: 'reopens when it is seen again',
      worse_only: 'reopens only when it gets worse',
      stays_closed: 'stays closed until somebody reopens it',
    },
  },
  evidence: {
    heading: 'Evidence',
    decides: { identity: 'identity', severity: 'severity', silence: 'silence', route: 'route' },
    fields: {
      type: 'Type',
      resource: 'Resource',
      project: 'Project',
      account: 'Account',
      region: 'Region',
      seen: 'Last seen',
    },
  },
  remind: remindEn,
  work: workEn,
  bulk: bulkEn,
  bulletins: bulletinEn,
  home: homeEn,
  why: {
    heading: (severity) => `Why ${severity}`,
    cut: 'There are more steps than fit in here.',
  },
  search: searchEn,
  storm: {
    title: (count) => `Storm: ${count} more ${count === 1 ? 'case' : 'cases'}`,
    on: (since) => `Since ${since}, more new cases than this channel can show one by one`,
    over: (since, until) => `*Over*: new cases from ${since} until ${until}`,
    about:
      'Each is a whole case and can be worked on from the list. It gets its own card when it gets worse, when somebody works on it, or when it is seen again after the storm',
  },
  buttons: {
    acknowledge: 'Ack',
    unacknowledge: 'Un-ack',
    wake: 'Wake',
    reopen: 'Reopen',
    snooze: 'Snooze…',
    escalate: 'Escalate…',
    close: 'Close…',
    openIn: (place) => `Open in ${place}`,
    openFinding: 'Open the finding',
    openResource: 'Open the resource',
    show: 'Show',
    next: 'Next page',
    first: 'First page',
  },
  modal: {
    cancel: 'Cancel',
    why: 'Reason',
    snooze: {
      title: 'Snooze',
      submit: 'Snooze',
      length: 'For how long',
      lengths: {
        '30m': '30 minutes',
        '1h': '1 hour',
        '4h': '4 hours',
        tomorrow: 'Until tomorrow 09:00',
        monday: 'Until Monday 09:00',
        '1w': '1 week',
        date: 'Until the date and time below',
      },
      until: 'Or until (goes before the length above)',
      wake: 'Wake early when it gets worse',
    },
    escalate: {
      title: 'Escalate',
      submit: 'Page now',
      to: 'To',
      onCall: 'On call',
      message: 'Message',
      warning: 'This pages at once, whatever the severity.',
    },
    question: {
      title: 'Ask the person',
      submit: 'Ask',
      who: 'Whose doing it seems to be',
      length: 'Time to answer',
      message: 'Message',
    },
    close: {
      title: 'Close',
      submit: 'Close case',
      reason: 'Reason',
      reasons: {
        fixed: 'The problem was repaired. Seen again, it reopens.',
        deleted: 'The resource is gone. Seen again, it reopens.',
        false_positive: 'There never was a problem. Reopens only when worse.',
        accepted_risk: 'Known and accepted until an end date.',
        duplicate: 'Another case is about the same problem.',
        expected: 'Planned, such as a test. Reopens only when worse.',
      },
      comment: 'Comment',
      until: 'End date',
      untilHint:
        'Needed for an accepted risk; possible for a false positive and for expected. After it, the case reopens when seen again.',
    },
  },
  problems: {
    pickDate: 'Pick a date and time.',
    past: 'This is in the past.',
    needsEnd: 'An accepted risk needs an end date.',
    endDoesNotFit: 'An end date fits only accepted risk, false positive and expected.',
  },
  answers: {
    refused: (refusal, by, ago) => refusals[refusal.because](by, ago),
    ago: (ms) => agoText(ms),
    unknownCase: (id) => `No case is called ${id}.`,
    manyCases: (prefix) => `Several cases begin with ${prefix}. Type more of the id:`,
    oldButton: 'This button is from an older card. Here is the current one:',
    unknownButton: 'This button is from an older card and does nothing any more.',
    notDone: 'Not done: something did not work. Please try again.',
    unknownCommand: (typed) => `There is no command ${typed}.`,
    missing: (form) => `Something is missing. The right form is ${form}`,
    tooLong: 'This search is too long: at most 500 characters.',
    shownIn: (links) => `Shown in ${links}`,
    lastSeen: (at) => `last seen ${at}`,
  },
  doctor: doctorEn,
  ops: opsEn,
  orders: ordersEn,
  question: questionEn,
  commands: {
    heading: 'What Irene understands',
    everyHelp:
      'Answers are for you alone; add `--here` to show them to the channel. Every command also answers `help`.',
    search: {
      form: '/irene search QUERY',
      about: 'finds cases by words and fields, such as `severity>=high is:unacked project:web opened<2h "brute force"`',
    },
    show: { form: '/irene show CASE', about: 'shows a case with its buttons; the beginning of its id is enough' },
    why: {
      form: '/irene why CASE',
      about: 'shows which rules made a case what it is, where they stand and what they saw',
    },
    silence: { form: '/irene silence [QUERY]', about: 'make alerts like these quiet until a date, with a preview' },
    silences: { form: '/irene silences', about: 'what is silenced, since when and why' },
    subscribe: { form: '/irene subscribe [QUERY]', about: 'show these cases in this channel too' },
    unsubscribe: { form: '/irene unsubscribe', about: 'end that' },
    subscriptions: { form: '/irene subscriptions [all]', about: 'what this channel, or every one, has subscribed to' },
    stats: {
      form: '/irene stats [7d] [PROJECT]',
      about: 'shows what was opened and closed, how fast, and which rule was noisiest; up to 90d',
    },
    ...workEn.commands,
    ...opsEn.commands,
    help: { form: '/irene help', about: 'shows this list' },
  },
};

const refusals: Record<Refusal['because'], (by: string, ago: string) => string> = {
  not_asked: () => 'Nobody asks you about this case any more.',
  already: (by, ago) => `Already acknowledged by ${by} ${ago}.`,
  closed: (by, ago) => `Not done: the case was closed by ${by} ${ago}. Reopen it first.`,
  not_closed: (by, ago) => `Not done: the case is not closed (${by}, ${ago}).`,
  not_acknowledged: (by, ago) => `Not done: the case is not acknowledged any more (${by}, ${ago}).`,
  not_snoozed: (by, ago) => `Not done: the case is not snoozed any more (${by}, ${ago}).`,
  in_the_past: () => 'Not done: that time is in the past.',
  end_date_missing: () => 'Not done: an accepted risk needs an end date.',
  already_assigned: () => workEn.refusals.already_assigned,
  same_severity: () => workEn.refusals.same_severity,
  why_missing: () => workEn.refusals.why_missing,
  changed_since: () => workEn.refusals.changed_since,
  too_late: () => workEn.refusals.too_late,
};

function agoText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / 1440)} days ago`;
}

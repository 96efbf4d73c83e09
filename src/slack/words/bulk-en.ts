import type { BulkResult } from '#pipeline/bulk-desk.ts';
import type { BulkDeed, BulkWords } from './bulk-words.ts';

const verbs = { acknowledge: 'Acknowledge', close: 'Close', snooze: 'Snooze' } as const;
const deeds = { acknowledge: 'Acknowledged', close: 'Closed', snooze: 'Snoozed' } as const;

export const bulkEn: BulkWords = {
  all: { acknowledge: labelOf('acknowledge'), close: labelOf('close'), snooze: labelOf('snooze') },
  title: { acknowledge: 'Acknowledge all', close: 'Close all', snooze: 'Snooze all' },
  submit: { acknowledge: submitOf('acknowledge'), close: submitOf('close'), snooze: submitOf('snooze') },
  about: (count, query) => `*${cases(count)}* for ${query}`,
  fixed: 'Exactly those that were found now: what matches from here on is left alone.',
  tooMany: (total, isMore, most) =>
    `This search finds ${isMore ? 'more than ' : ''}${total.toLocaleString('en')} cases. At most ${most} can be worked on at once: please narrow the search.`,
  gone: 'Not done: this list of cases is too old. Please search again.',
  done: (did, result) => `${deeds[did]} ${share(result)}${rest(reasons(result))}`,
  undone: (result) => `Taken back for ${share(result)}${rest(reasons(result))}`,
  tooLate: 'Not taken back: it is more than 30 s ago. Use the buttons of the cards.',
};

function labelOf(did: BulkDeed) {
  return (count: number | undefined): string =>
    count === undefined ? `${verbs[did]} all…` : `${verbs[did]} all ${count.toLocaleString('en')}…`;
}

function submitOf(did: BulkDeed) {
  return (count: number): string => `${verbs[did]} ${cases(count)}`;
}

function cases(count: number): string {
  return count === 1 ? '1 case' : `${count.toLocaleString('en')} cases`;
}

/** `40 cases`, or `37 of 40 cases`. */
function share({ done, total }: BulkResult): string {
  return done === total ? cases(total) : `${done} of ${cases(total)}`;
}

function reasons({ refused, gone, failed }: BulkResult): string[] {
  const { closed = 0, already = 0, changed_since: changed = 0, ...others } = refused;
  const other = Object.values(others).reduce((sum, count) => sum + count, 0);
  return [
    ...told(closed, (were) => `${were} closed already`),
    ...told(already, (were) => `${were} acknowledged already`),
    ...told(changed, (were) => `${were} changed since`),
    ...told(other, (were) => `${were} not in a state for it`),
    ...told(gone, (were) => `${were} not kept any more`),
    ...told(failed, (were) => `${were} not reached: please search again and repeat`),
  ];
}

function told(count: number, text: (were: string) => string): string[] {
  return count === 0 ? [] : [text(`${count} ${count === 1 ? 'was' : 'were'}`)];
}

function rest(why: string[]): string {
  return why.length === 0 ? '.' : ` (${why.join(', ')}).`;
}

import type { TimelineEntry } from '#core/timeline.ts';
import type { Words } from '#core/words.ts';
import { fitLines } from './fit-lines.ts';
import { newsMark } from './issue-marks.ts';
import { issuePen } from './issue-pen.ts';
import type { IssueWords } from './issue-words.ts';

export interface CommentOptions {
  words: Words;
  issueWords: IssueWords;
  /** The issue was closed on GitHub although the case is not: say why it opens again. */
  opensAgain: boolean;
}

const longestComment = 65_536;

/** One comment for all the news; undefined when there is nothing that the issue itself does not say. */
export function renderComment(caseId: string, news: TimelineEntry[], options: CommentOptions): string | undefined {
  const told = news.filter((entry) => entry.what !== 'opened');
  const last = told.at(-1);
  if (last === undefined) return undefined;
  const mark = newsMark(caseId, last.seq);
  const room = longestComment - mark.length - options.issueWords.openAgain.length - 200;
  // The newest are kept where not all fit: they say how things stand.
  const lines = told.map((entry) => lineOf(entry, options.words, told.length > 1));
  const fitting = fitLines(lines.toReversed(), room, options.issueWords.earlier(told.length)).toReversed();
  const explained = options.opensAgain && !told.some((entry) => entry.what === 'reopened');
  return [mark, ...fitting, ...(explained ? ['', options.issueWords.openAgain] : [])].join('\n');
}

function lineOf(entry: TimelineEntry, words: Words, isListed: boolean): string {
  return `${isListed ? '- ' : ''}${words.happened(entry, issuePen)} · ${issuePen.moment(entry.at)}`;
}

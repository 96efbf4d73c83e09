import type { Octokit } from '@octokit/rest';
import type { Log } from '#core/log.ts';
import type { Words } from '#core/words.ts';
import type { KeepLabels } from './create-label-keeper.ts';
import type { IssueWords } from './issue-words.ts';

/** What everything that writes issues has at hand. */
export interface IssueKit {
  octokit: Octokit;
  words: Words;
  issueWords: IssueWords;
  keepLabels: KeepLabels;
  log: Log;
}

import type { Octokit } from '@octokit/rest';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import type { Instant } from '#core/json.ts';
import type { Log } from '#core/log.ts';
import type { CaseView, Mirror, MirrorRef } from '#core/mirror.ts';
import { wordsOf, type Locale } from '#core/words.ts';
import { createLabelKeeper } from './create-label-keeper.ts';
import { findLostIssue, findShownSeq } from './find-lost-issue.ts';
import { askGithub, statusOf } from './github-failure.ts';
import type { IssueKit } from './issue-kit.ts';
import { issueWordsOf } from './issue-words.ts';
import { readIssue, type Issue } from './read-issue.ts';
import { createIssue, tellNews, updateIssue } from './write-issue.ts';

export interface GithubMirrorOptions {
  octokit: Octokit;
  locale: Locale;
  log: Log;
}

/** GitHub's clock and ours may differ by so much. */
const skewMs = 5 * 60_000;

/**
 * Shows each case as one issue of its repository, for ever: closed and reopened with the case. Destinations are
 * `owner/repo`; a ref's id is the issue's number and `extra.replaces` the label of the deleted issue it stands for.
 */
export function createGithubMirror({ octokit, locale, log }: GithubMirrorOptions): Mirror {
  const kit: IssueKit = {
    octokit,
    words: wordsOf(locale),
    issueWords: issueWordsOf(locale),
    keepLabels: createLabelKeeper(octokit, log),
    log,
  };
  let login: string | undefined;

  async function whoAmI(to: string): Promise<string> {
    login ??= (await askGithub(to, () => octokit.rest.users.getAuthenticated())).data.login;
    return login;
  }

  return {
    name: 'github',
    followsRepeats: false,
    // At most one issue or comment a look: GitHub takes 80 a minute and 500 an hour, in any minute and any hour.
    pace: [
      { burst: 20, everyMs: 1_000 },
      { burst: 200, everyMs: 12_000 },
    ],
    destinations: (route) => (route.github === undefined ? [] : [route.github]),
    reflect: (view, to, ref) => reflect(kit, view, to, ref),
    findLost: async (view, to, { ref, since }) => {
      const search = { octokit, to, caseId: view.case.id, login: await whoAmI(to), since: earlier(since) };
      if (ref !== undefined) {
        const shown = await findShownSeq(search, Number(ref.id));
        if (shown !== undefined) return { ...ref, shownSeq: Math.max(ref.shownSeq, shown) };
      }
      const issue = await findLostIssue(search);
      // Nothing was made: what was shown before the attempt is still the truth.
      if (issue === undefined) return ref;
      const shown = await findShownSeq(search, issue.number);
      return refOf(issue, Math.max(ref?.shownSeq ?? 0, shown ?? 0), replacesOf(ref, true));
    },
  };
}

/**
 * Safe to be cut off after any request: the issue is found again by its mark, a comment by its own, and the rest is
 * only done where GitHub shows something else than the case says.
 */
async function reflect(kit: IssueKit, view: CaseView, to: string, ref: MirrorRef | undefined): Promise<MirrorRef> {
  const known = ref === undefined ? undefined : await readIssue(kit.octokit, to, Number(ref.id));
  const news = view.news.filter((entry) => entry.seq > (ref?.shownSeq ?? 0));
  const shownSeq = news.at(-1)?.seq ?? ref?.shownSeq ?? 0;
  const isDeleted = ref !== undefined && known === undefined;
  // Somebody removed the issue of a case that is over: to bring it back would only be a nuisance.
  if (isDeleted && view.case.status === 'closed') return { ...ref, shownSeq };
  if (isDeleted) kit.log.warn({ to, issue: ref.id, caseId: view.case.id }, 'issue deleted, making a new one');
  const place = { to, ...replacesOf(ref, isDeleted) };
  const issue = known ?? (await createIssue(kit, view, place));
  const updated = await whileThere(async () => {
    await tellNews(kit, view, { ...place, issue, news });
    return updateIssue(kit, view, { ...place, issue });
  });
  return refOf(updated, shownSeq, place);
}

/** It was there a moment ago: whether only the issue has been deleted or the whole place is gone, the next look finds out. */
async function whileThere<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const status = error instanceof DestinationGone ? statusOf(error.cause) : undefined;
    if (status !== 404 && status !== 410) throw error;
    throw new TemporaryFailure((error as Error).message, { cause: error });
  }
}

function replacesOf(ref: MirrorRef | undefined, isDeleted: boolean): { replaces?: string } {
  const label = isDeleted ? ref?.label : ref?.extra?.['replaces'];
  return typeof label === 'string' ? { replaces: label } : {};
}

function refOf(issue: Issue, shownSeq: number, { replaces }: { replaces?: string }): MirrorRef {
  const extra = replaces === undefined ? {} : { extra: { replaces } };
  return { id: String(issue.number), url: issue.url, label: `#${issue.number}`, shownSeq, ...extra };
}

function earlier(since: Instant): Instant {
  return new Date(Date.parse(since) - skewMs).toISOString();
}

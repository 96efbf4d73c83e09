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
import { isSameRepo, readIssue, type Issue } from './read-issue.ts';
import { createIssue, type IssuePlace, tellNews, updateIssue } from './write-issue.ts';

export interface GithubMirrorOptions {
  octokit: Octokit;
  locale: Locale;
  log: Log;
}

/** GitHub's clock and ours may differ by so much: a machine's clock that is off is mostly off by its time zone. */
const skewMs = 65 * 60_000;

/**
 * Shows each case as one issue of its repository, for ever: closed and reopened with the case. Destinations are
 * `owner/repo`; a ref's id is the issue's number, `extra.repo` the repository it was transferred to, and
 * `extra.replaces` the label of the deleted issue it stands for.
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
        const { repo, number } = spotOf(ref, to);
        const shown = await findShownSeq({ ...search, to: repo }, number);
        if (shown !== undefined) return { ...ref, shownSeq: Math.max(ref.shownSeq, shown) };
      }
      const issue = await findLostIssue(search);
      // Nothing was made: what was shown before the attempt is still the truth.
      if (issue === undefined) return ref;
      const shown = await findShownSeq(search, issue.number);
      return refOf(issue, Math.max(ref?.shownSeq ?? 0, shown ?? 0), { to, ...replacesOf(ref, true) });
    },
  };
}

/**
 * Safe to be cut off after any request: the issue is found again by its mark, a comment by its own, and the rest is
 * only done where GitHub shows something else than the case says.
 */
async function reflect(kit: IssueKit, view: CaseView, to: string, ref: MirrorRef | undefined): Promise<MirrorRef> {
  const known = ref === undefined ? undefined : await readIssue(kit.octokit, to, spotOf(ref, to));
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

/** Where the issue lay when it was looked at last. */
function spotOf({ id, extra }: MirrorRef, to: string): { repo: string; number: number } {
  return { repo: typeof extra?.['repo'] === 'string' ? extra['repo'] : to, number: Number(id) };
}

function replacesOf(ref: MirrorRef | undefined, isDeleted: boolean): { replaces?: string } {
  const label = isDeleted ? ref?.label : ref?.extra?.['replaces'];
  return typeof label === 'string' ? { replaces: label } : {};
}

function refOf({ repo, number, url }: Issue, shownSeq: number, { to, replaces }: IssuePlace): MirrorRef {
  const isHere = isSameRepo(repo, to);
  const extra = { ...(isHere ? {} : { repo }), ...(replaces === undefined ? {} : { replaces }) };
  const label = `${isHere ? '' : repo}#${number}`;
  return { id: String(number), url, label, shownSeq, ...(Object.keys(extra).length === 0 ? {} : { extra }) };
}

function earlier(since: Instant): Instant {
  return new Date(Date.parse(since) - skewMs).toISOString();
}

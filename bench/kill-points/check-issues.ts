import type { Town } from '#sandbox/start-town.ts';
import type { GithubIssue } from '#sandbox/github/github-sandbox.ts';
import { wordsOf } from '#core/words.ts';
import { caseMark, newsSeqOf } from '#mirrors/github/issue-marks.ts';
import { labelsOf, nextLabels } from '#mirrors/github/issue-labels.ts';
import { issuePen } from '#mirrors/github/issue-pen.ts';
import { issueWordsOf } from '#mirrors/github/issue-words.ts';
import { differences, type Problem } from './problem.ts';
import type { KeptCase } from '../read-cases.ts';

const words = wordsOf('en');
const { openAgain } = issueWordsOf('en');

/** One issue where the case has one, open or closed and labelled as the case; each piece of news in one comment. */
export function checkIssues(town: Town, kept: KeptCase): Problem[] {
  const { id, shownIn } = kept.case;
  const issues = town.issues().filter(({ body }) => body.includes(caseMark(id)));
  const wanted = shownIn.some(({ mirror }) => mirror === 'github') ? 1 : 0;
  if (issues.length !== wanted) return [{ kind: 'issues', about: `${id} has ${issues.length} issues` }];
  return issues.flatMap((issue) => [...checkIssue(issue, kept), ...checkComments(issue, kept)]);
}

function checkIssue(issue: GithubIssue, { case: c }: KeptCase): Problem[] {
  const wanted = labelsOf(c).map(({ name }) => name);
  const isLabelled = nextLabels(issue.labels, wanted) === undefined;
  if (isLabelled && (issue.state === 'open') === (c.status !== 'closed')) return [];
  const found = `${issue.state} ${issue.labels.join(', ')}`;
  return [{ kind: 'issue', about: `${c.id}: ${found} should be ${c.status} ${wanted.join(', ')}` }];
}

function checkComments(issue: GithubIssue, { case: c, timeline }: KeptCase): Problem[] {
  const own = issue.comments.filter(({ body }) => newsSeqOf(body, c.id) !== undefined);
  const lines = own.flatMap(({ body }) => body.split('\n').slice(1));
  const found = lines.filter((line) => line !== '' && line !== openAgain).map((line) => line.replace(/^- /, ''));
  const wanted = timeline
    .filter(({ what }) => what !== 'opened')
    .map((entry) => `${words.happened(entry, issuePen)} · ${issuePen.moment(entry.at)}`);
  const strange = issue.comments.filter((comment) => !own.includes(comment)).map(({ body }) => `strange: ${body}`);
  const wrong = [...differences(wanted, found), ...strange];
  return wrong.map((about): Problem => ({ kind: 'comments', about: `${c.id} #${issue.number}: ${about}` }));
}

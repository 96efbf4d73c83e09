import { commentOn } from './comment-acts.ts';
import type { GithubPerson } from './github-sandbox.ts';
import { isThere, repoIn, type GithubWorld } from './github-world.ts';
import { changeIssue, deleteIssue, transferIssue, type Spot } from './issue-acts.ts';

/** What `login` does on the web site. */
export function createPerson(world: GithubWorld, login: string): GithubPerson {
  const at = (repo: string, number: number) => spotOf(world, repo, number, login);
  return {
    close: (repo, number, reason) => changeIssue(world, at(repo, number), { state: 'closed', stateReason: reason }),
    reopen: (repo, number) => changeIssue(world, at(repo, number), { state: 'open' }),
    editBody: (repo, number, body) => changeIssue(world, at(repo, number), { body }),
    comment: (repo, number, body) => {
      commentOn(world, at(repo, number), body);
    },
    label: (repo, number, labels) => {
      const spot = at(repo, number);
      changeIssue(world, spot, { labels: [...spot.issue.labels, ...labels] });
    },
    assign: (repo, number, logins) => {
      const spot = at(repo, number);
      changeIssue(world, spot, { assignees: [...spot.issue.assignees, ...logins] });
    },
    deleteIssue: (repo, number) => deleteIssue(world, at(repo, number).issue),
    transfer: (repo, number, toRepo) => {
      const [owner = '', name = ''] = toRepo.split('/');
      const target = repoIn(world, owner, name);
      if (target === undefined) throw new Error(`no repository ${toRepo} in the sandbox`);
      return transferIssue(world, at(repo, number).issue, target).number;
    },
  };
}

function spotOf(world: GithubWorld, fullName: string, number: number, by: string): Spot {
  const [owner = '', name = ''] = fullName.split('/');
  const repo = repoIn(world, owner, name);
  const issue = repo?.issues.find((candidate) => candidate.number === number && isThere(candidate));
  if (repo === undefined || issue === undefined) throw new Error(`no issue ${fullName}#${number} in the sandbox`);
  return { repo, issue, by };
}

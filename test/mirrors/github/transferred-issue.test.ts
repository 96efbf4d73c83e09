import { expect, test } from 'vitest';
import { newsMark } from '#mirrors/github/issue-marks.ts';
import type { GithubIssue, GithubSandbox } from '#sandbox/github/github-sandbox.ts';
import { aStory } from '#test/mirrors/a-story.ts';
import { aTracker, to, type Tracker } from './a-tracker.ts';

const elsewhere = 'acme/web';

/** A tracker whose issue of the story was moved behind a stranger's in the other repository, and the stranger's twin. */
async function afterTransfer(): Promise<Tracker & { story: ReturnType<typeof aStory>; moved: () => GithubIssue }> {
  const tracker = await aTracker({ repos: [to, elsewhere] });
  const { github, look } = tracker;
  const story = aStory();
  const ref = await look(story);
  const stranger = { ...tracker.issue(1), body: 'of somebody else', title: 'not ours' };
  issuesOf(github, elsewhere).push({ ...structuredClone(stranger), id: 7, number: 1 });
  github.person.transfer(to, 1, elsewhere);
  issuesOf(github, to).push({ ...structuredClone(stranger), id: 8, number: 2 });
  story.act({ do: 'acknowledge' });
  const next = await look(story, ref);
  expect(next).toMatchObject({
    id: '2',
    label: 'acme/web#2',
    url: `${github.apiUrl}/github/acme/web/issues/2`,
    extra: { repo: elsewhere },
  });
  return {
    ...tracker,
    story,
    moved: () => issuesOf(github, elsewhere)[1] as GithubIssue,
    look: (told: typeof story) => look(told, next),
    lookAfterCrash: (told: typeof story) => tracker.lookAfterCrash(told, next),
  };
}

function issuesOf(github: GithubSandbox, fullName: string): GithubIssue[] {
  return github.repos.find(({ owner, name }) => `${owner}/${name}` === fullName)?.issues ?? [];
}

test('a transferred issue is followed to its new repository, and nobody else’s issue of that number is touched', async () => {
  const { github, story, moved } = await afterTransfer();
  expect(moved().labels).toContain('status:acknowledged');
  expect(moved().comments.map(({ body }) => body.split('\n')[0])).toEqual([newsMark(story.case().id, 2)]);
  expect(issuesOf(github, to).map(({ title, body }) => [title, body])[1]).toEqual(['not ours', 'of somebody else']);
  expect(issuesOf(github, elsewhere)[0]).toMatchObject({ title: 'not ours', body: 'of somebody else', comments: [] });
});

test('the next look goes straight to the new place', async () => {
  const { story, look, requests, moved } = await afterTransfer();
  story.act({ do: 'close', reason: 'fixed' });
  requests();
  await look(story);
  expect(requests().filter((request) => /issues\/\d+$/.test(request))).toEqual([
    'GET /repos/acme/web/issues/2',
    'PATCH /repos/acme/web/issues/2',
  ]);
  expect(moved().state).toBe('closed');
});

test('a comment at the new place whose answer was lost is found there', async () => {
  const { github, story, look, lookAfterCrash, moved } = await afterTransfer();
  story.again('critical');
  github.failNext('POST', /comments$/, { lostAnswer: true });
  await expect(look(story)).rejects.toThrow();
  await lookAfterCrash(story);
  expect(moved().comments).toHaveLength(2);
});

test('an issue deleted at its new place is made anew where cases belong', async () => {
  const { github, story, look } = await afterTransfer();
  github.person.deleteIssue(elsewhere, 2);
  story.again('critical');
  expect(await look(story)).toMatchObject({ id: '3', label: '#3', extra: { replaces: 'acme/web#2' } });
  expect(issuesOf(github, to)[2]?.body).toContain('This issue replaces');
});

test('a renamed repository is followed as well', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  const [repo] = github.repos;
  github.failNext('GET', /\/repos\/acme\/security\/issues\/1$/, {
    status: 301,
    headers: { location: `${github.apiUrl}/repositories/${repo?.id}/issues/1` },
  });
  Object.assign(repo ?? {}, { name: 'cases' });
  story.act({ do: 'acknowledge' });
  expect(await look(story, ref)).toMatchObject({ id: '1', label: 'acme/cases#1' });
  expect(issue(1).labels).toContain('status:acknowledged');
});

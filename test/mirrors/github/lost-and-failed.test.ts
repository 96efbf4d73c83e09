import { expect, test } from 'vitest';
import { DestinationGone, TemporaryFailure } from '#core/errors.ts';
import { caseMark, newsMark } from '#mirrors/github/issue-marks.ts';
import { aStory } from '#test/mirrors/a-story.ts';
import { aTracker, to, type Tracker } from './a-tracker.ts';

test('a comment whose answer was lost is not written twice', async () => {
  const { github, look, lookAfterCrash, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  story.act({ do: 'acknowledge' });
  github.failNext('POST', /comments$/, { lostAnswer: true });
  await expect(look(story, ref)).rejects.toThrow(TemporaryFailure);
  story.again('critical');
  const after = await lookAfterCrash(story, ref);
  expect(after.shownSeq).toBe(3);
  expect(issue(1).comments.map((comment) => comment.body.split('\n')[0])).toEqual([
    newsMark(story.case().id, 2),
    newsMark(story.case().id, 3),
  ]);
  expect(issue(1).labels).toContain('status:open');
});

test('the making of an issue that replaces a deleted one is found again', async () => {
  const { github, look, lookAfterCrash, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  github.person.deleteIssue(to, 1);
  story.act({ do: 'acknowledge' });
  github.failNext('POST', /issues$/, { lostAnswer: true });
  await expect(look(story, ref)).rejects.toThrow(TemporaryFailure);
  expect(await lookAfterCrash(story, ref)).toMatchObject({ id: '2', extra: { replaces: '#1' } });
  expect(github.repos[0]?.issues).toHaveLength(2);
  expect(issue(2).body).toContain('This issue replaces');
});

test('marks that somebody else pasted capture nothing', async () => {
  const { github, mirror, look } = await aTracker();
  const story = aStory();
  const { id } = story.case();
  const ref = await look(story);
  github.person.comment(to, 1, `${newsMark(id, 99)}\nhello`);
  const since = new Date(Date.now() - 5_000).toISOString();
  expect(await mirror.findLost(story.view(ref), to, { ref, since })).toEqual(ref);
  const issue = github.repos[0]?.issues[0];
  if (issue) Object.assign(issue, { user: 'aki', body: caseMark(id) });
  expect(await mirror.findLost(story.view(undefined), to, { ref: undefined, since })).toBeUndefined();
});

test('only what was made since the attempt is found, however many issues there are', async () => {
  const { github, mirror, look } = await aTracker({ strictness: { contentPerMinute: undefined } });
  const story = aStory();
  await look(story);
  const first = github.repos[0]?.issues[0];
  const others = Array.from({ length: 150 }, (_, at) => ({ ...first, number: at + 2, body: 'another' }));
  github.repos[0]?.issues.push(...(others as never[]));
  const attempt = (since: number) =>
    mirror.findLost(story.view(undefined), to, { ref: undefined, since: new Date(since).toISOString() });
  expect(await attempt(Date.now())).toMatchObject({ id: '1', shownSeq: 0 });
  // Our clock may be an hour ahead.
  expect(await attempt(Date.now() + 60 * 60_000)).toMatchObject({ id: '1', shownSeq: 0 });
  expect(await attempt(Date.now() + 70 * 60_000)).toBeUndefined();
});

test('a secondary limit is waited for as long as GitHub says', async () => {
  const { github, look } = await aTracker();
  github.strictness.contentPerMinute = 0;
  const error = await failure(look(aStory()));
  expect(error).toBeInstanceOf(TemporaryFailure);
  expect(error).toMatchObject({ retryAfterMs: 60_000 });
});

test('a used-up hour is waited for until its reset', async () => {
  const { github, look } = await aTracker();
  github.strictness.requestsPerHour = 0;
  const error = await failure(look(aStory()));
  expect(error).toBeInstanceOf(TemporaryFailure);
  const { retryAfterMs } = error as TemporaryFailure;
  expect(retryAfterMs).toBeGreaterThan(3_500_000);
  expect(retryAfterMs).toBeLessThan(3_610_000);
});

test('one 502 in reading is passed over in silence', async () => {
  const { github, look } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  github.failNext('GET', /issues\/1$/, { status: 502, body: '<html>' });
  expect(await look(story, ref)).toEqual(ref);
});

test.each([
  ['a wrong token', 401, 'Bad credentials', 'GITHUB_TOKEN'],
  ['a token without the right', 403, 'Resource not accessible by personal access token', 'Issues: read and write'],
  ['a repository that is not there', 404, 'Not Found', 'acme/security exists'],
  ['issues switched off', 410, 'Issues has been disabled in this repository.', 'Switch issues on'],
])('%s is for a person to mend, and the message says how', async (_, status, message, advice) => {
  const { github, look } = await aTracker();
  github.failNext('POST', /issues$/, { status, body: { message } });
  const error = await failure(look(aStory()));
  expect(error).toBeInstanceOf(DestinationGone);
  expect(error.message).toContain(to);
  expect(error.message).toContain(message);
  expect(error.message).toContain(advice);
});

test.each([
  ['archived', (tracker: Tracker) => ({ ...repoOf(tracker), archived: true }), 'archived'],
  ['without issues', (tracker: Tracker) => ({ ...repoOf(tracker), hasIssues: false }), 'switched off'],
  ['renamed away', (tracker: Tracker) => ({ ...repoOf(tracker), name: 'elsewhere' }), 'exists'],
])('a repository that is now %s is not taken for a deleted issue', async (_, changed, said) => {
  const tracker = await aTracker();
  const story = aStory();
  const ref = await tracker.look(story);
  story.act({ do: 'acknowledge' });
  Object.assign(repoOf(tracker), changed(tracker));
  const error = await failure(tracker.look(story, ref));
  expect(error).toBeInstanceOf(DestinationGone);
  expect(error.message).toContain(said);
  expect(repoOf(tracker).issues).toHaveLength(1);
});

test.each(['POST', 'PATCH'])(
  'an issue that is deleted just before a %s is made anew by the next look',
  async (method) => {
    const { github, look, issue } = await aTracker();
    const story = aStory();
    const ref = await look(story);
    story.act({ do: 'acknowledge' });
    github.failNext(method, /issues\/1/, { status: 410, body: { message: 'This issue was deleted' } });
    const error = await failure(look(story, ref));
    expect(error).toBeInstanceOf(TemporaryFailure);
    github.person.deleteIssue(to, 1);
    expect(await look(story, ref)).toMatchObject({ id: '2', extra: { replaces: '#1' } });
    expect(issue(2).labels).toContain('status:acknowledged');
  },
);

test('a refusal of what Irene sends is a bug, neither waited for nor blamed on people', async () => {
  const { github, look } = await aTracker();
  github.failNext('POST', /issues$/, {
    status: 422,
    body: { message: 'Validation Failed', errors: [{ code: 'custom' }] },
  });
  const error = await failure(look(aStory()));
  expect(error).not.toBeInstanceOf(TemporaryFailure);
  expect(error).not.toBeInstanceOf(DestinationGone);
  expect(error.message).toContain('Validation Failed');
  expect(error.message).not.toContain(github.token);
});

test('a destination that is no repository is told as such', async () => {
  const { mirror } = await aTracker();
  await expect(mirror.reflect(aStory().view(undefined), 'acme', undefined)).rejects.toThrow(/owner\/repo/);
});

function repoOf({ github }: Tracker) {
  const [repo] = github.repos;
  if (repo === undefined) throw new Error('the sandbox has no repository');
  return repo;
}

async function failure(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error('nothing failed'),
    (thrown: Error) => thrown,
  );
}

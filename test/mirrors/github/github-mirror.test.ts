import { expect, test } from 'vitest';
import { describeMirror } from '#test/contracts/mirror.ts';
import { startGithubSandbox } from '#sandbox/github/start-github-sandbox.ts';
import { aStory } from '#test/mirrors/a-story.ts';
import { aTracker, mirrorOf, to } from './a-tracker.ts';

const faults = {
  lostAnswer: { lostAnswer: true },
  cutOff: { reset: true },
  halfAnswer: { invalidJson: true },
  down: { status: 503 },
  limited: { status: 429, headers: { 'retry-after': '7' } },
  gone: { status: 404, body: { message: 'Not Found' } },
} as const;

describeMirror('GitHub', async () => {
  const github = await startGithubSandbox();
  return {
    mirror: mirrorOf(github),
    to,
    route: { channels: [], github: to },
    shown: (caseId) => {
      const issues = (github.repos[0]?.issues ?? []).filter((issue) => issue.body.includes(caseId));
      return {
        open: issues.filter((issue) => issue.state === 'open').length,
        over: issues.filter((issue) => issue.state === 'closed').length,
      };
    },
    fail: (fault) => github.failNext('POST', /\/issues$/, faults[fault]),
    writes: () => github.calls.filter((call) => call.method !== 'GET').length,
    secret: github.token,
    close: github.close,
  };
});

test('a new case is an issue with a title, labels and a marked body, and a ref that links to it', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory('high');
  const ref = await look(story);
  expect(ref).toEqual({ id: '1', url: `${github.apiUrl}/github/acme/security/issues/1`, label: '#1', shownSeq: 1 });
  expect(issue(1).title).toBe('[HIGH] SSH brute force against i-0abc');
  expect(issue(1).labels).toEqual(['severity:high', 'status:open', 'project:web', 'source:guardduty']);
  expect(github.repos[0]?.labels).toContainEqual(expect.objectContaining({ name: 'severity:high', color: 'd93f0b' }));
  expect(issue(1).body).toContain(`<!-- irene:case=${story.case().id} -->`);
  expect(issue(1).body).toContain('`arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc`');
  expect(issue(1).comments).toEqual([]);
});

test('an acknowledgement is one comment and one change of labels and block', async () => {
  const { look, issue, requests } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  requests();
  story.act({ do: 'acknowledge' });
  await look(story, ref);
  expect(requests()).toEqual(['GET /issues/1', 'POST /issues/1/comments', 'POST /labels', 'PATCH /issues/1']);
  expect(issue(1).labels).toContain('status:acknowledged');
  expect(issue(1).labels).not.toContain('status:open');
  expect(issue(1).comments.map((comment) => comment.body)).toEqual([
    `<!-- irene:case=${story.case().id} seq=2 -->\nAcknowledged by Aki · 2026-03-01 12:01 UTC`,
  ]);
});

test('several news are one comment', async () => {
  const { look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  story.act({ do: 'acknowledge' });
  story.again('critical');
  story.act({ do: 'escalate', to: { id: 'S0SRE', label: 'SRE' }, why: 'see @everyone' });
  await look(story, ref);
  const [comment, ...more] = issue(1).comments;
  expect(more).toEqual([]);
  expect(comment?.body.split('\n')).toEqual([
    expect.stringContaining('seq=4'),
    expect.stringContaining('- Acknowledged'),
    expect.stringContaining('- Got worse'),
    expect.stringContaining('- Escalated'),
  ]);
  expect(comment?.body).not.toContain('@everyone');
});

test.each([
  ['fixed', 'completed'],
  ['deleted', 'completed'],
  ['duplicate', 'completed'],
  ['false_positive', 'not_planned'],
  ['expected', 'not_planned'],
] as const)('closed as %s is closed as %s', async (reason, stateReason) => {
  const { look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  story.act({ do: 'close', reason });
  await look(story, ref);
  expect(issue(1)).toMatchObject({ state: 'closed', stateReason });
  expect(issue(1).comments).toHaveLength(1);
});

test('a reopened case says so before its issue opens again', async () => {
  const { look, issue, requests } = await aTracker();
  const story = aStory();
  let ref = await look(story);
  story.act({ do: 'close', reason: 'fixed' });
  ref = await look(story, ref);
  story.act({ do: 'reopen', why: 'it is back' });
  requests();
  await look(story, ref);
  expect(requests()).toEqual(['GET /issues/1', 'POST /issues/1/comments', 'PATCH /issues/1']);
  expect(issue(1).state).toBe('open');
  expect(issue(1).comments.at(-1)?.body).toContain('Reopened as high by Aki');
});

test('an issue that a person closed while the case is not opens again with the next news, and says why', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  github.person.close(to, 1, 'completed');
  story.act({ do: 'acknowledge' });
  await look(story, ref);
  expect(issue(1).state).toBe('open');
  expect(issue(1).comments.at(-1)?.body).toContain('this issue is open again');
});

test('a case that was closed before it was ever shown leaves a closed issue with its story', async () => {
  const { look, issue } = await aTracker();
  const story = aStory();
  story.act({ do: 'close', reason: 'false_positive', why: 'our scanner' });
  const ref = await look(story);
  expect(ref.shownSeq).toBe(2);
  expect(issue(1)).toMatchObject({ state: 'closed', stateReason: 'not_planned' });
  expect(issue(1).comments[0]?.body).toContain('our scanner');
});

test('links to the other places appear once they are known', async () => {
  const { look, issue, requests } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  const url = 'https://acme.slack.com/archives/C1/p1';
  const elsewhere = [{ destination: { mirror: 'slack', to: 'C1' }, ref: { id: '1.1', url, shownSeq: 1 } }];
  requests();
  await look(story, ref, { elsewhere });
  expect(requests()).toEqual(['GET /issues/1', 'PATCH /issues/1']);
  expect(issue(1).body).toContain(`[Slack](${url})`);
});

test('a label somebody made in the meantime is no failure', async () => {
  const { github, look, issue } = await aTracker();
  github.failNext('POST', /\/labels$/, { status: 422, body: { message: 'Validation Failed' } }, 2);
  await look(aStory());
  expect(issue(1).labels).toContain('severity:high');
});

test('a token that may make no labels still shows the case', async () => {
  const { github, look, issue } = await aTracker();
  github.failNext('POST', /\/labels$/, { status: 403, body: { message: 'Resource not accessible' } }, 9);
  await look(aStory());
  expect(issue(1).labels).toContain('severity:high');
});

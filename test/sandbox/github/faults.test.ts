import { Octokit } from '@octokit/rest';
import { throttling } from '@octokit/plugin-throttling';
import { expect, test } from 'vitest';
import { aGithub, at, quiet } from './a-github.ts';

test('a lost answer leaves the issue behind, and the client does not know', async () => {
  const { github, octokit } = await aGithub();
  github.failNext('POST', /\/issues$/, { lostAnswer: true });
  await expect(octokit.rest.issues.create({ ...at, title: 'One' })).rejects.toMatchObject({ status: 500 });
  expect(github.repos[0]?.issues.map((issue) => issue.title)).toEqual(['One']);
  expect(github.calls).toMatchObject([{ method: 'POST', path: '/repos/acme/security/issues', status: 0 }]);
});

test('a reset connection leaves nothing behind', async () => {
  const { github, octokit } = await aGithub();
  github.failNext('POST', /\/issues$/, { reset: true });
  await expect(octokit.rest.issues.create({ ...at, title: 'One' })).rejects.toThrow();
  expect(github.repos[0]?.issues).toEqual([]);
});

test('the retry plugin comes through two 502s, and both are in the calls', async () => {
  const { github, retrying } = await aGithub();
  github.failNext('GET', /\/issues$/, { status: 502, body: '<html>Bad Gateway</html>' }, 2);
  expect((await retrying.rest.issues.listForRepo({ ...at, state: 'all' })).data).toEqual([]);
  expect(github.calls.map((call) => [call.query, call.status])).toEqual([
    ['?state=all', 502],
    ['?state=all', 502],
    ['?state=all', 200],
  ]);
});

test('the throttling plugin knows the secondary limit for what it is', async () => {
  const { github } = await aGithub({ strictness: { contentPerMinute: 0 } });
  const seen: number[] = [];
  const Throttled = Octokit.plugin(throttling);
  const octokit = new Throttled({
    auth: github.token,
    baseUrl: github.apiUrl,
    log: quiet,
    throttle: {
      onRateLimit: () => false,
      onSecondaryRateLimit: (retryAfter) => {
        seen.push(retryAfter);
        return false;
      },
    },
  });
  await expect(octokit.rest.issues.create({ ...at, title: 'One' })).rejects.toMatchObject({ status: 403 });
  expect(seen).toEqual([60]);
});

test('a transferred issue is read and written at its new place by its old address', async () => {
  const { github, octokit } = await aGithub({ repos: ['acme/security', 'acme/web'] });
  await octokit.rest.issues.create({ owner: 'acme', repo: 'web', title: 'Another' });
  await octokit.rest.issues.create({ ...at, title: 'One' });
  expect(github.person.transfer('acme/security', 1, 'acme/web')).toBe(2);
  const old = { ...at, issue_number: 1 };
  const { data, url } = await octokit.rest.issues.get(old);
  expect([data.number, data.title, data.html_url]).toEqual([2, 'One', `${github.apiUrl}/github/acme/web/issues/2`]);
  expect(url).toBe(`${github.apiUrl}/repositories/${github.repos[1]?.id}/issues/2`);
  await octokit.rest.issues.createComment({ ...old, body: 'still here' });
  await octokit.rest.issues.update({ ...old, title: 'Moved' });
  expect(github.repos[1]?.issues).toMatchObject([
    { title: 'Another', comments: [] },
    { title: 'Moved', comments: [{ body: 'still here' }] },
  ]);
  expect(
    github.calls.filter((call) => call.path === '/repos/acme/security/issues/1').map(({ status }) => status),
  ).toEqual([301, 307]);
  expect((await octokit.rest.issues.listForRepo({ ...at, state: 'all' })).data).toEqual([]);
});

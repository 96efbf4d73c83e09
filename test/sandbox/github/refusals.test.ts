import { Octokit } from '@octokit/rest';
import { describe, expect, test } from 'vitest';
import { aClock, aGithub, at, quiet } from './a-github.ts';

const one = { ...at, issue_number: 1 };

describe('what GitHub refuses', () => {
  test('a wrong token is 401, and so is none', async () => {
    const { github } = await aGithub();
    const stranger = new Octokit({ auth: 'wrong', baseUrl: github.apiUrl, log: quiet });
    await expect(stranger.rest.users.getAuthenticated()).rejects.toMatchObject({
      status: 401,
      response: { data: { message: 'Bad credentials' } },
    });
    expect((await fetch(`${github.apiUrl}/user`)).status).toBe(401);
  });

  test('an unknown repository, issue or path is 404', async () => {
    const { github, octokit } = await aGithub();
    await expect(octokit.rest.issues.listForRepo({ ...at, repo: 'none' })).rejects.toMatchObject({ status: 404 });
    await expect(octokit.rest.issues.get(one)).rejects.toMatchObject({ status: 404 });
    const nowhere = await fetch(`${github.apiUrl}/nowhere`, { headers: { authorization: `token ${github.token}` } });
    expect([nowhere.status, await nowhere.json()]).toMatchObject([404, { message: 'Not Found', status: '404' }]);
  });

  test('a deleted issue is 410 and leaves the list', async () => {
    const { github, octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One' });
    github.person.deleteIssue('acme/security', 1);
    const gone = { status: 410, response: { data: { message: 'This issue was deleted' } } };
    await expect(octokit.rest.issues.get(one)).rejects.toMatchObject(gone);
    await expect(octokit.rest.issues.update({ ...one, state: 'closed' })).rejects.toMatchObject(gone);
    await expect(octokit.rest.issues.createComment({ ...one, body: 'x' })).rejects.toMatchObject(gone);
    expect((await octokit.rest.issues.listForRepo({ ...at, state: 'all' })).data).toEqual([]);
    expect((await octokit.rest.issues.create({ ...at, title: 'Two' })).data.number).toBe(2);
  });

  test('disabled issues are 410, and an archived repository takes no writes until it is opened again', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One' });
    await octokit.rest.repos.update({ ...at, has_issues: false });
    await expect(octokit.rest.issues.get(one)).rejects.toMatchObject({ status: 410 });
    await octokit.rest.repos.update({ ...at, has_issues: true, archived: true });
    await expect(octokit.rest.issues.update({ ...one, title: 'x' })).rejects.toMatchObject({
      status: 403,
      response: { data: { message: 'Repository was archived so is read-only.' } },
    });
    expect((await octokit.rest.issues.get(one)).data.title).toBe('One');
    await octokit.rest.repos.update({ ...at, archived: false });
    expect((await octokit.rest.issues.update({ ...one, title: 'x' })).data.title).toBe('x');
  });

  test('too long titles, bodies, comments and labels are 422 with the field named', async () => {
    const { octokit } = await aGithub();
    const refusal = (errors: object[]) => ({
      status: 422,
      response: { data: { message: 'Validation Failed', errors } },
    });
    const create = (fields: object) => octokit.rest.issues.create({ ...at, title: 'One', ...fields });
    await expect(create({ body: 'x'.repeat(65_537) })).rejects.toMatchObject(
      refusal([{ resource: 'Issue', field: 'body', message: 'body is too long (maximum is 65536 characters)' }]),
    );
    await expect(create({ title: 'x'.repeat(257) })).rejects.toMatchObject(refusal([{ field: 'title' }]));
    await expect(create({ title: ' ' })).rejects.toMatchObject(refusal([{ field: 'title', code: 'missing_field' }]));
    await expect(create({ labels: ['x'.repeat(51)] })).rejects.toMatchObject(
      refusal([{ resource: 'Label', field: 'name', code: 'invalid' }]),
    );
    await expect(create({ assignees: ['nobody-here'] })).rejects.toMatchObject(
      refusal([{ resource: 'Issue', field: 'assignees', code: 'invalid', value: 'nobody-here' }]),
    );
    // 65,536 characters that are two UTF-16 units each still fit.
    expect((await create({ body: '😀'.repeat(65_536), labels: ['x'.repeat(50)] })).data.number).toBe(1);
    await expect(octokit.rest.issues.createComment({ ...one, body: 'x'.repeat(65_537) })).rejects.toMatchObject(
      refusal([{ resource: 'IssueComment', code: 'unprocessable' }]),
    );
    await expect(octokit.rest.issues.createLabel({ ...at, name: 'x'.repeat(51), color: '#red' })).rejects.toMatchObject(
      refusal([{ message: 'name is too long (maximum is 50 characters)' }, { field: 'color' }]),
    );
  });

  test('a body of the wrong shape is told from one that is no JSON', async () => {
    const { github } = await aGithub();
    const post = async (body: string) => {
      const headers = { authorization: `Bearer ${github.token}` };
      const answer = await fetch(`${github.apiUrl}/repos/acme/security/issues`, { method: 'POST', headers, body });
      return [answer.status, ((await answer.json()) as { message: string }).message];
    };
    expect(await post('{"title":')).toEqual([400, 'Problems parsing JSON']);
    expect(await post('[]')).toEqual([400, 'Body should be a JSON object']);
    expect(await post('{}')).toEqual([422, `Invalid request.\n\n"title" wasn't supplied.`]);
    expect(await post('{"title":1}')).toEqual([422, "Invalid request.\n\nFor 'properties/title', 1 is not a string."]);
    expect(github.repos[0]?.issues).toEqual([]);
  });
});

describe('limits', () => {
  test('an ETag the client has is answered 304 and costs nothing', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One' });
    const first = await octokit.rest.issues.get(one);
    const headers = { 'if-none-match': first.headers.etag ?? '' };
    await expect(octokit.rest.issues.get({ ...one, headers })).rejects.toMatchObject({
      status: 304,
      response: { headers: { 'x-ratelimit-used': first.headers['x-ratelimit-used'] } },
    });
    await octokit.rest.issues.update({ ...one, title: 'Changed' });
    expect((await octokit.rest.issues.get({ ...one, headers })).status).toBe(200);
  });

  test('the primary limit answers 403 with nothing remaining until the hour is over', async () => {
    const clock = aClock();
    const { octokit } = await aGithub({ now: clock.now, strictness: { requestsPerHour: 2 } });
    await octokit.rest.users.getAuthenticated();
    await octokit.rest.users.getAuthenticated();
    await expect(octokit.rest.users.getAuthenticated()).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1772359200' } },
    });
    expect((await octokit.rest.rateLimit.get()).data.resources.core).toMatchObject({ limit: 2, remaining: 0 });
    clock.turn(3_600_000);
    expect((await octokit.rest.users.getAuthenticated()).headers['x-ratelimit-remaining']).toBe('1');
  });

  test('the secondary limit stops new content only, and tells when to come back', async () => {
    const clock = aClock();
    const { github, octokit } = await aGithub({ now: clock.now, strictness: { contentPerMinute: 2 } });
    await octokit.rest.issues.create({ ...at, title: 'One' });
    clock.turn(10_000);
    await octokit.rest.issues.createComment({ ...one, body: 'Two' });
    await expect(octokit.rest.issues.createComment({ ...one, body: 'Three' })).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('You have exceeded a secondary rate limit') as string,
      response: { headers: { 'retry-after': '50' } },
    });
    await octokit.rest.issues.update({ ...one, title: 'Still changed' });
    clock.turn(50_000);
    await octokit.rest.issues.createComment({ ...one, body: 'Three' });
    github.strictness.contentPerMinute = undefined;
    await octokit.rest.issues.createComment({ ...one, body: 'Four' });
    expect(github.repos[0]?.issues[0]?.comments.map((comment) => comment.body)).toEqual(['Two', 'Three', 'Four']);
  });
});

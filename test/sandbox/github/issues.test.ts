import { describe, expect, test } from 'vitest';
import { aClock, aGithub, at } from './a-github.ts';

describe('issues', () => {
  test('an issue is created with its labels, which the repository gets too', async () => {
    const { github, octokit } = await aGithub({ webUrl: 'http://localhost:8090/' });
    const { status, data } = await octokit.rest.issues.create({
      ...at,
      title: 'Public bucket',
      body: 'Details',
      labels: ['irene', 'severity:high'],
      assignees: ['AKI'],
    });
    expect(status).toBe(201);
    expect(data).toMatchObject({ number: 1, state: 'open', state_reason: null, body: 'Details', comments: 0 });
    expect(data.html_url).toBe('http://localhost:8090/github/acme/security/issues/1');
    expect(data.user).toMatchObject({ login: 'irene-bot[bot]', type: 'Bot' });
    expect(data.assignees?.map((user) => user.login)).toEqual(['aki']);
    expect(data.labels).toMatchObject([{ name: 'irene', color: 'ededed' }, { name: 'severity:high' }]);
    expect(github.repos[0]?.labels.map((label) => label.name)).toEqual(['irene', 'severity:high']);
  });

  test('closing and reopening carry the reasons GitHub gives', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One' });
    const one = { ...at, issue_number: 1 };
    const closed = await octokit.rest.issues.update({ ...one, state: 'closed', state_reason: 'not_planned' });
    expect(closed.data).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
    expect(closed.data.closed_by?.login).toBe('irene-bot[bot]');
    const again = await octokit.rest.issues.update({ ...one, state: 'closed', state_reason: 'completed' });
    expect(again.data.state_reason).toBe('not_planned');
    const reopened = await octokit.rest.issues.update({ ...one, state: 'open' });
    expect(reopened.data).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null });
    const plain = await octokit.rest.issues.update({ ...one, state: 'closed' });
    expect(plain.data.state_reason).toBe('completed');
  });

  test('an update changes only what it names', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One', body: 'Old', labels: ['a', 'b'] });
    const { data } = await octokit.rest.issues.update({ ...at, issue_number: 1, labels: ['B', 'c'] });
    expect(data).toMatchObject({ title: 'One', body: 'Old' });
    expect(data.labels).toMatchObject([{ name: 'b' }, { name: 'c' }]);
    const { data: events } = await octokit.rest.issues.listEvents({ ...at, issue_number: 1 });
    expect(events.map((event) => event.event)).toEqual(['labeled', 'labeled', 'labeled', 'unlabeled']);
  });

  test('the list is filtered by state, labels, time and author, and sorted', async () => {
    const clock = aClock();
    const { github, octokit } = await aGithub({ now: clock.now });
    for (const [title, labels] of [
      ['One', ['irene']],
      ['Two', ['irene', 'high']],
      ['Three', []],
    ] as const) {
      await octokit.rest.issues.create({ ...at, title, labels: [...labels] });
      clock.turn(1000);
    }
    github.person.close('acme/security', 1, 'completed');
    const titles = async (query: object) =>
      (await octokit.rest.issues.listForRepo({ ...at, ...query })).data.map((issue) => issue.title);
    expect(await titles({})).toEqual(['Three', 'Two']);
    expect(await titles({ state: 'all', labels: 'IRENE' })).toEqual(['Two', 'One']);
    expect(await titles({ state: 'all', labels: 'irene,high' })).toEqual(['Two']);
    expect(await titles({ state: 'closed' })).toEqual(['One']);
    expect(await titles({ state: 'all', sort: 'updated', direction: 'asc' })).toEqual(['Two', 'Three', 'One']);
    expect(await titles({ state: 'all', since: '2026-03-01T09:00:02Z' })).toEqual(['Three', 'One']);
    expect(await titles({ creator: 'aki' })).toEqual([]);
  });

  test('pages are linked so that the client finds every issue once', async () => {
    const { octokit } = await aGithub();
    for (let n = 1; n <= 7; n += 1) await octokit.rest.issues.create({ ...at, title: `Issue ${n}` });
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...at, direction: 'asc', per_page: 3 });
    expect(all.map((issue) => issue.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const middle = await octokit.rest.issues.listForRepo({ ...at, per_page: 3, page: 2 });
    expect(middle.headers.link).toMatch(/page=1>; rel="prev".*page=3>; rel="next".*page=3>; rel="last".*rel="first"/);
    const single = await octokit.rest.issues.listForRepo({ ...at, per_page: 100 });
    expect(single.headers.link).toBeUndefined();
  });

  test('what a person does is seen through the API and told to listeners', async () => {
    const { github, octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One', body: 'Ours' });
    let changes = 0;
    const stop = github.onChange(() => {
      changes += 1;
    });
    github.person.comment('acme/security', 1, 'I look at it');
    github.person.assign('acme/security', 1, ['aki']);
    github.person.label('acme/security', 1, ['looking']);
    github.person.editBody('acme/security', 1, 'Ours and mine');
    github.person.close('acme/security', 1, 'not_planned');
    expect(changes).toBe(5);
    stop();
    github.person.reopen('acme/security', 1);
    expect(changes).toBe(5);
    const { data } = await octokit.rest.issues.get({ ...at, issue_number: 1 });
    expect(data).toMatchObject({ state: 'open', comments: 1, body: 'Ours and mine', labels: [{ name: 'looking' }] });
    const { data: timeline } = await octokit.rest.issues.listEventsForTimeline({ ...at, issue_number: 1 });
    expect(timeline.map((entry) => entry.event)).toEqual(['commented', 'assigned', 'labeled', 'closed', 'reopened']);
    expect(() => github.person.close('acme/security', 2, 'completed')).toThrow('no issue acme/security#2');
  });
});

import { describe, expect, test } from 'vitest';
import { aClock, aGithub, at } from './a-github.ts';

const one = { ...at, issue_number: 1 };

describe('comments', () => {
  test('comments are written, edited, listed since a time and deleted', async () => {
    const clock = aClock();
    const { github, octokit } = await aGithub({ now: clock.now });
    await octokit.rest.issues.create({ ...at, title: 'One' });
    const { data: first } = await octokit.rest.issues.createComment({ ...one, body: 'First' });
    expect(first.html_url).toMatch(/\/github\/acme\/security\/issues\/1#issuecomment-\d+$/);
    clock.turn(5000);
    github.person.comment('acme/security', 1, 'Second');
    const since = new Date(clock.now()).toISOString();
    const { data: newer } = await octokit.rest.issues.listComments({ ...one, since });
    expect(newer.map((comment) => [comment.user?.login, comment.body])).toEqual([['aki', 'Second']]);
    await octokit.rest.issues.updateComment({ ...at, comment_id: first.id, body: 'First, edited' });
    const { data: all } = await octokit.rest.issues.listCommentsForRepo({ ...at, since });
    expect(all.map((comment) => comment.body)).toEqual(['First, edited', 'Second']);
    await octokit.rest.issues.deleteComment({ ...at, comment_id: first.id });
    await expect(octokit.rest.issues.getComment({ ...at, comment_id: first.id })).rejects.toMatchObject({
      status: 404,
    });
  });

  test('a comment moves the time of its issue', async () => {
    const clock = aClock();
    const { octokit } = await aGithub({ now: clock.now });
    await octokit.rest.issues.create({ ...at, title: 'One' });
    clock.turn(61_500);
    await octokit.rest.issues.createComment({ ...one, body: 'Here' });
    const { data } = await octokit.rest.issues.get(one);
    expect([data.created_at, data.updated_at]).toEqual(['2026-03-01T09:00:00Z', '2026-03-01T09:01:01Z']);
  });

  test('the same reaction twice is one', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One' });
    const { data: comment } = await octokit.rest.issues.createComment({ ...one, body: 'ack' });
    const reaction = { ...at, comment_id: comment.id, content: 'eyes' as const };
    expect((await octokit.rest.reactions.createForIssueComment(reaction)).status).toBe(201);
    expect((await octokit.rest.reactions.createForIssueComment(reaction)).status).toBe(200);
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: comment.id });
    expect(data.reactions).toMatchObject({ total_count: 1, eyes: 1, heart: 0 });
  });
});

describe('labels', () => {
  test('a label with a slash and a space is created, renamed on its issues and deleted', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One', labels: ['team/red one'] });
    const label = { ...at, name: 'team/red one' };
    const { data } = await octokit.rest.issues.updateLabel({ ...label, new_name: 'team/blue', color: 'FF0000' });
    expect(data).toMatchObject({ name: 'team/blue', color: 'ff0000' });
    const { data: issue } = await octokit.rest.issues.get(one);
    expect(issue.labels).toMatchObject([{ name: 'team/blue' }]);
    await octokit.rest.issues.deleteLabel({ ...at, name: 'team/blue' });
    expect((await octokit.rest.issues.listLabelsOnIssue(one)).data).toEqual([]);
  });

  test('labels of an issue are added, set and removed', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One', labels: ['a'] });
    const names = (answer: { data: { name: string }[] }) => answer.data.map((label) => label.name);
    expect(names(await octokit.rest.issues.addLabels({ ...one, labels: ['b', 'A'] }))).toEqual(['a', 'b']);
    expect(names(await octokit.rest.issues.setLabels({ ...one, labels: ['c', 'd'] }))).toEqual(['c', 'd']);
    expect(names(await octokit.rest.issues.removeLabel({ ...one, name: 'C' }))).toEqual(['d']);
    await expect(octokit.rest.issues.removeLabel({ ...one, name: 'c' })).rejects.toMatchObject({
      status: 404,
      response: { data: { message: 'Label does not exist' } },
    });
  });

  test('a label that exists in another case is refused', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.createLabel({ ...at, name: 'Irene', color: '123abc', description: 'ours' });
    await expect(octokit.rest.issues.createLabel({ ...at, name: 'irene' })).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }] } },
    });
    expect((await octokit.rest.issues.getLabel({ ...at, name: 'IRENE' })).data.description).toBe('ours');
  });
});

describe('people', () => {
  test('assignees are added and removed, and unknown ones passed over in silence', async () => {
    const { octokit } = await aGithub();
    await octokit.rest.issues.create({ ...at, title: 'One' });
    const added = await octokit.rest.issues.addAssignees({ ...one, assignees: ['aki', 'nobody-here', 'mika'] });
    expect(added.data.assignees?.map((user) => user.login)).toEqual(['aki', 'mika']);
    const removed = await octokit.rest.issues.removeAssignees({ ...one, assignees: ['Aki'] });
    expect(removed.data.assignees?.map((user) => user.login)).toEqual(['mika']);
  });

  test('the permission of a collaborator is told, and who is not one', async () => {
    const { octokit } = await aGithub();
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: 'aki' });
    expect(data.permission).toBe('write');
    await expect(
      octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: 'nobody' }),
    ).rejects.toMatchObject({ status: 404 });
    expect((await octokit.rest.users.getAuthenticated()).data.login).toBe('irene-bot[bot]');
  });
});

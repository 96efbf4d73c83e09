import { expect, test } from 'vitest';
import { aStory } from '#test/mirrors/a-story.ts';
import { aTracker, to } from './a-tracker.ts';

test('what people write above and below the block stays, letter by letter', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  const edited = `Read me first\n\n${issue(1).body}\n## Notes\n- [ ] ask @mika | #3`;
  github.person.editBody(to, 1, edited);
  story.act({ do: 'acknowledge' });
  await look(story, ref);
  const { body } = issue(1);
  expect(body.startsWith('Read me first\n\n<!-- irene:case=')).toBe(true);
  expect(body.endsWith('\n## Notes\n- [ ] ask @mika | #3')).toBe(true);
  expect(body).toContain('| Status | Acknowledged');
  expect(body.match(/irene:begin/g)).toHaveLength(1);
});

test('a body that lost its marks gets a fresh block at the top and keeps everything', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  github.person.editBody(to, 1, 'all mine <!-- irene:end --> now');
  story.act({ do: 'acknowledge' });
  const next = await look(story, ref);
  expect(issue(1).body).toMatch(
    /^<!-- irene:case=irn-\w+ -->\n<!-- irene:begin -->[\s\S]*<!-- irene:end -->\n\nall mine <!-- irene:end --> now$/,
  );
  story.act({ do: 'unacknowledge' });
  await look(story, next);
  expect(issue(1).body.match(/irene:begin/g)).toHaveLength(1);
  expect(issue(1).body.endsWith('\n\nall mine <!-- irene:end --> now')).toBe(true);
});

test('line ends of the web editor alone are no reason to write', async () => {
  const { github, look, issue, requests } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  github.person.editBody(to, 1, `${issue(1).body}\nmine`.replaceAll('\n', '\r\n'));
  requests();
  await look(story, ref);
  expect(requests()).toEqual(['GET /issues/1']);
});

test('labels of people stay, and their own title does', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  github.person.label(to, 1, ['needs-owner', 'Priority: 1']);
  const stored = issue(1);
  stored.title = 'Our bastion is under attack';
  story.again('critical');
  const next = await look(story, ref);
  expect(issue(1).labels).toEqual(expect.arrayContaining(['needs-owner', 'Priority: 1', 'severity:critical']));
  expect(issue(1).labels).not.toContain('severity:high');
  expect(issue(1).title).toBe('Our bastion is under attack');
  story.act({ do: 'acknowledge' });
  await look(story, next);
  expect(issue(1).title).toBe('Our bastion is under attack');
});

test('the title follows the severity as long as nobody changed it', async () => {
  const { look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  story.again('critical');
  await look(story, ref);
  expect(issue(1).title).toBe('[CRITICAL] SSH brute force against i-0abc');
});

test('people may fill the issue to the brim: their text stays and the rest of the look works', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  const full = 'x'.repeat(65_500);
  github.person.editBody(to, 1, full);
  story.act({ do: 'close', reason: 'fixed' });
  await look(story, ref);
  expect(issue(1)).toMatchObject({ state: 'closed', body: full });
});

test('a deleted issue is made anew and says which one it stands for', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  github.person.deleteIssue(to, 1);
  story.act({ do: 'acknowledge' });
  const next = await look(story, ref);
  expect(next).toMatchObject({ id: '2', label: '#2', shownSeq: 2 });
  expect(issue(2).body).toContain('This issue replaces \\#\u200B1, which was deleted.');
  story.again('critical');
  await look(story, next);
  expect(issue(2).body).toContain('This issue replaces');
});

test('a deleted issue of a closed case stays deleted until the case comes back', async () => {
  const { github, look, issue } = await aTracker();
  const story = aStory();
  const ref = await look(story);
  github.person.deleteIssue(to, 1);
  story.act({ do: 'close', reason: 'deleted' });
  const over = await look(story, ref);
  expect(over).toEqual({ ...ref, shownSeq: 2 });
  story.again('high');
  expect((await look(story, over)).id).toBe('2');
  expect(issue(2).state).toBe('open');
});

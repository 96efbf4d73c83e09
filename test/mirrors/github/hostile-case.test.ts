import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundAlert } from '#core/alert.ts';
import type { TraceStep } from '#core/case.ts';
import { issueTitle } from '#mirrors/github/issue-title.ts';
import { placeBlock } from '#mirrors/github/place-block.ts';
import { aCase, anAlert } from '#test/builders.ts';
import { wordsOf } from '#core/words.ts';
import { aStory } from '#test/mirrors/a-story.ts';
import { aTracker } from './a-tracker.ts';

const evil = [
  '<!-- irene:end --> <!-- irene:case=irn-aaaaaaaaaaaa -->',
  '![beacon](https://evil.example/p.png) <img src="https://evil.example/q.png">',
  '@aki @acme/security #1 acme/web#2 | `code` <!channel> *bold*',
].join('\n');

test('an alert made of markup opens one issue that shows it as text', async () => {
  const { look, issue } = await aTracker();
  const story = aStory('high', {
    title: evil,
    description: evil,
    account: evil,
    region: evil,
    resource: { id: evil, type: evil, name: evil },
    facts: [{ label: evil, value: evil }],
  });
  const ref = await look(story);
  story.act({ do: 'snooze', until: '2026-04-01T00:00:00.000Z', wakeWhenWorse: true, why: evil });
  await look(story, ref);
  const { body, comments, labels } = issue(1);
  expect(body.match(/<!--.*?-->/g)).toEqual([
    `<!-- irene:case=${story.case().id} -->`,
    '<!-- irene:begin -->',
    expect.stringMatching(/^<!-- irene:title=[0-9a-f]{16} -->$/),
    '<!-- irene:end -->',
  ]);
  for (const text of [body, ...comments.map((comment) => comment.body)]) {
    expect(text.replace(/<!--.*?-->/g, '')).not.toMatch(/<|(?<!\\)!\[|@aki|@acme/);
  }
  expect(labels.every((label) => label.length <= 50)).toBe(true);
});

test('the largest alert there can be fits into an issue, with all its parts in Japanese', async () => {
  const { look, issue } = await aTracker();
  const long = '🜲@'.repeat(3_000);
  const facts = Array.from({ length: 40 }, () => ({ label: long, value: long }));
  const alert = boundAlert(
    anAlert({ title: long, description: long, account: long, facts, resource: { id: long, type: long, name: long } }),
  );
  await look(aStory('critical', alert));
  expect(issue(1).body.length).toBeLessThanOrEqual(65_536);
  expect(issue(1).body).toContain('Irene keeps the part above up to date');
  expect(Array.from(issue(1).title).length).toBeLessThanOrEqual(256);
});

test('why is told with the rule, its place and what it saw, all as text', async () => {
  const { look, issue } = await aTracker();
  const story = aStory('high');
  const trace: TraceStep[] = [
    { decides: 'severity', rule: 'policy.yml', because: 'guardduty says 8' },
    {
      decides: 'severity',
      rule: 'raise-jewels',
      because: `medium → high: ${evil}`,
      path: 'severity/raise-jewels.yml',
      line: 7,
      values: [
        { field: 'resource.tags.tier', value: '1' },
        { field: evil, value: evil },
        { field: 'alert.region', value: '' },
      ],
      from: 'medium',
      to: 'high',
    },
  ];
  await look({ ...story, view: (ref, more) => story.view(ref, { case: { ...story.case(), trace }, ...more }) });
  const { body } = issue(1);
  expect(body).toContain('- Severity: guardduty says 8 (`policy.yml`)\n- Severity: medium → high: &lt;\\!-- irene');
  expect(body).toContain('(`raise-jewels`)\n  - `severity/raise-jewels.yml:7` · `resource.tags.tier`: `1` · &lt;\\!--');
  expect(body).toContain(' · `alert.region`: –\n');
  expect(body.replace(/<!--.*?-->/g, '')).not.toMatch(/<|(?<!\\)!\[|@aki|@acme/);
});

test('a title is one line of at most 256 characters without mentions, code or emoji', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const title = issueTitle(aCase({ title: `${text} @aki \`x\` :tada:` }), wordsOf('en'));
      expect(title).toMatch(/^\[MEDIUM\] [^\n`]*$/);
      expect(title).not.toMatch(/ @aki|:tada:/);
      expect(Array.from(title).length).toBeLessThanOrEqual(256);
    }),
  );
});

test('whatever people make of the body, the block is placed once and their text survives', () => {
  const piece = fc.oneof(
    fc.constantFrom('<!-- irene:begin -->', '<!-- irene:end -->', '<!-- irene:case=irn-aaaaaaaaaaaa -->', '\n', '\r\n'),
    fc.string({ maxLength: 20 }),
  );
  const id = 'irn-aaaaaaaaaaaa';
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const body = pieces.join('');
      const placed = placeBlock(body, id, () => 'one');
      const again = placeBlock(placed, id, () => 'one');
      expect(again).toBe(placed);
      expect(placed).toContain(`<!-- irene:case=${id} -->`);
      const begin = body.indexOf('<!-- irene:begin -->');
      const end = body.indexOf('<!-- irene:end -->', begin);
      const parts =
        begin < 0 || end < 0 ? [body] : [body.slice(0, begin), body.slice(end + '<!-- irene:end -->'.length)];
      const rest = placeBlock(placed, id, () => 'two').split('<!-- irene:begin -->\ntwo\n<!-- irene:end -->');
      expect(rest).toHaveLength(2);
      for (const [at, part] of parts.entries()) expect(rest[parts.length === 1 ? 1 : at]).toContain(part);
    }),
  );
});

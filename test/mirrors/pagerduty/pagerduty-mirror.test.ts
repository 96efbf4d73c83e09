import { expect, test } from 'vitest';
import { describeMirror } from '#test/contracts/mirror.ts';
import { startPagerdutySandbox } from '#sandbox/pagerduty/start-pagerduty-sandbox.ts';
import { aStory } from '#test/mirrors/a-story.ts';
import { aPager, mirrorOf } from './a-pager.ts';

const faults = {
  lostAnswer: { lostAnswer: true },
  cutOff: { reset: true },
  halfAnswer: { invalidJson: true },
  down: { status: 503 },
  limited: { status: 429, headers: { 'retry-after': '7' } },
  gone: {
    status: 400,
    body: { status: 'invalid event', message: 'Event object is invalid', errors: ['Invalid routing key'] },
  },
} as const;

describeMirror('PagerDuty', async () => {
  const pagerduty = await startPagerdutySandbox();
  return {
    mirror: mirrorOf(pagerduty),
    to: 'default',
    route: { channels: [], pagerduty: 'high' },
    shown: (caseId) => {
      const incidents = pagerduty.incidents.filter((incident) => incident.dedupKey.startsWith(caseId));
      const over = incidents.filter((incident) => incident.status === 'resolved').length;
      return { open: incidents.length - over, over };
    },
    fail: (fault) => pagerduty.failNext('POST', /enqueue$/, faults[fault]),
    writes: () => pagerduty.calls.length,
    secret: pagerduty.routingKey,
    close: pagerduty.close,
  };
});

test('a case pages once, with its facts and links', async () => {
  const { pagerduty, look } = await aPager();
  const story = aStory('high', { url: 'https://console.aws.amazon.com/guardduty' });
  const elsewhere = [
    {
      destination: { mirror: 'github', to: 'acme/security' },
      ref: { id: '3', url: 'https://github.com/acme/security/issues/3', label: '#3', shownSeq: 1 },
    },
  ];
  const ref = await look(story, undefined, { elsewhere });
  const { id } = story.case();
  expect(ref).toEqual({
    id: `${id}:1`,
    label: 'PagerDuty',
    shownSeq: 1,
    extra: { keys: { [`${id}:1`]: 'triggered' } },
  });
  expect(pagerduty.incidents).toMatchObject([
    {
      dedupKey: `${id}:1`,
      status: 'triggered',
      urgency: 'low',
      title: '[HIGH] SSH brute force against i-0abc · i-0abc · web',
      customDetails: { case: id, account: '111122223333', facts: ['From: 198.51.100.7'] },
      links: [{ text: 'GitHub #3' }, { href: 'https://console.aws.amazon.com/guardduty', text: 'guardduty' }],
    },
  ]);
});

test('the route says how loud', async () => {
  const { pagerduty, look } = await aPager();
  await look(aStory(), undefined, { route: { channels: [], pagerduty: 'high' } });
  expect(pagerduty.incidents[0]).toMatchObject({ urgency: 'high', severity: 'critical' });
});

test('acknowledge and snooze acknowledge once, closing resolves', async () => {
  const { look, events } = await aPager();
  const story = aStory();
  let ref = await look(story);
  story.act({ do: 'acknowledge' });
  ref = await look(story, ref);
  story.act({ do: 'snooze', until: '2026-04-01T00:00:00.000Z', wakeWhenWorse: true });
  ref = await look(story, ref);
  story.act({ do: 'close', reason: 'fixed' });
  ref = await look(story, ref);
  expect(events()).toEqual(['trigger 1', 'acknowledge 1', 'resolve 1']);
  expect(ref.extra).toEqual({ keys: {} });
});

test('worse is told under the same key', async () => {
  const { look, events } = await aPager();
  const story = aStory();
  const ref = await look(story);
  story.again('critical');
  await look(story, ref);
  expect(events()).toEqual(['trigger 1', 'trigger 1']);
});

test('an ack that is taken back pages again: PagerDuty would leave its acknowledged incident alone', async () => {
  const { pagerduty, look, events } = await aPager();
  const story = aStory();
  let ref = await look(story);
  story.act({ do: 'acknowledge' });
  ref = await look(story, ref);
  story.act({ do: 'unacknowledge' });
  await look(story, ref);
  expect(events()).toEqual(['trigger 1', 'acknowledge 1', 'trigger 1:1', 'resolve 1']);
  expect(pagerduty.incidents.map((incident) => incident.status)).toEqual(['resolved', 'triggered']);
});

test('each new call pages by a key of its own, and takes over from the one before', async () => {
  const { pagerduty, look, events } = await aPager();
  const story = aStory();
  let ref = await look(story);
  story.act({ do: 'acknowledge' });
  ref = await look(story, ref);
  story.act({ do: 'escalate', to: { id: 'S0SRE', label: 'SRE' } });
  ref = await look(story, ref, { route: { channels: [], pagerduty: 'high' } });
  expect(ref.id).toBe(`${story.case().id}:1:1`);
  expect(pagerduty.incidents.map((incident) => incident.status)).toEqual(['resolved', 'triggered']);
  story.act({ do: 'escalate', to: { id: 'S0SRE', label: 'SRE' } });
  ref = await look(story, ref);
  story.act({ do: 'acknowledge' });
  ref = await look(story, ref);
  story.act({ do: 'close', reason: 'fixed' });
  await look(story, ref);
  expect(events()).toEqual([
    'trigger 1',
    'acknowledge 1',
    'trigger 1:1',
    'resolve 1',
    'trigger 1:2',
    'resolve 1:1',
    'acknowledge 1:2',
    'resolve 1:2',
  ]);
});

test('a case that comes back is a new incident, and what was left of the old one ends', async () => {
  const { look, events } = await aPager();
  const story = aStory();
  const ref = await look(story);
  story.act({ do: 'close', reason: 'fixed' });
  story.act({ do: 'reopen' });
  await look(story, ref);
  expect(events()).toEqual(['trigger 1', 'trigger 2', 'resolve 1']);
});

test('a case that pages nobody sends nothing until it does', async () => {
  const { look, events } = await aPager();
  const story = aStory('medium');
  const quiet = { route: { channels: [] } };
  let ref = await look(story, undefined, quiet);
  expect(ref).toMatchObject({ id: `${story.case().id}:1`, extra: { keys: {} } });
  story.act({ do: 'acknowledge' });
  ref = await look(story, ref);
  expect(events()).toEqual([]);
  story.again('critical');
  await look(story, ref);
  expect(events()).toEqual(['trigger 1:1']);
});

test('a person who rates a case down ends its page, and one who rates it up again pages', async () => {
  const { look, events } = await aPager();
  const story = aStory();
  let ref = await look(story);
  story.act({ do: 'set_severity', severity: 'low', why: 'a test account' });
  ref = await look(story, ref, { route: { channels: [] } });
  story.act({ do: 'set_severity', severity: 'critical', why: 'it is not' });
  await look(story, ref, { route: { channels: [], pagerduty: 'high' } });
  expect(events()).toEqual(['trigger 1', 'resolve 1', 'trigger 1']);
});

test('a case that got worse after it was acknowledged pages again', async () => {
  const { pagerduty, look } = await aPager();
  const story = aStory('high');
  let ref = await look(story);
  story.act({ do: 'acknowledge' });
  ref = await look(story, ref);
  story.again('critical');
  await look(story, ref, { route: { channels: [], pagerduty: 'high' } });
  expect(pagerduty.incidents.map(({ status, severity }) => [status, severity])).toEqual([
    ['resolved', 'warning'],
    ['triggered', 'critical'],
  ]);
});

test('an incident that was opened is followed although the route wants none any more', async () => {
  const { look, events } = await aPager();
  const story = aStory();
  const ref = await look(story);
  story.act({ do: 'close', reason: 'expected' });
  await look(story, ref, { route: { channels: [] } });
  expect(events()).toEqual(['trigger 1', 'resolve 1']);
});

test('after a crash everything that may be open is resolved, over episodes and escalations', async () => {
  const { pagerduty, look, lookAfterCrash } = await aPager();
  const story = aStory();
  await look(story);
  story.act({ do: 'escalate', to: { id: 'S0SRE', label: 'SRE' } });
  await look(story);
  story.act({ do: 'close', reason: 'fixed' });
  story.act({ do: 'reopen' });
  await look(story);
  story.act({ do: 'close', reason: 'fixed' });
  const ref = await lookAfterCrash(story);
  expect(pagerduty.incidents.map((incident) => incident.status)).toEqual(['resolved', 'resolved', 'resolved']);
  expect(ref.extra).toEqual({ keys: {} });
});

test('hostile and endless texts make an event that PagerDuty takes', async () => {
  const { pagerduty, look } = await aPager();
  const long = '🜲<!channel>\u0000\n'.repeat(1_000);
  const facts = Array.from({ length: 25 }, () => ({ label: long, value: long }));
  await look(
    aStory('critical', { title: long, description: long, facts, resource: { id: long, type: long, name: long } }),
  );
  expect(pagerduty.incidents[0]?.title.length).toBeLessThanOrEqual(1024);
  expect(pagerduty.incidents[0]?.title).not.toContain('\n');
  expect(JSON.stringify(pagerduty.incidents[0]?.customDetails)).not.toContain('\\u0000');
});

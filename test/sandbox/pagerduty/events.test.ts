import { describe, expect, test } from 'vitest';
import { aPagerduty, aTrigger } from './a-pagerduty.ts';

describe('events', () => {
  test('a trigger opens an incident whose urgency follows its severity', async () => {
    const { pagerduty, send } = await aPagerduty();
    const links = [{ href: 'http://localhost/case', text: 'Case' }];
    const answer = await send(aTrigger({ links }, { custom_details: { account: '1' } }));
    expect(answer).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'case-1' },
    });
    expect(pagerduty.incidents).toMatchObject([
      { number: 1, dedupKey: 'case-1', title: 'Public bucket', status: 'triggered', urgency: 'high', links },
    ]);
    for (const severity of ['error', 'warning', 'info']) await send(aTrigger({ dedup_key: severity }, { severity }));
    expect(pagerduty.incidents.map((incident) => incident.urgency)).toEqual(['high', 'high', 'low', 'low']);
  });

  test('the same key is the same incident while it is open, and a new one after', async () => {
    const { pagerduty, send } = await aPagerduty();
    await send(aTrigger());
    await send({ event_action: 'acknowledge', dedup_key: 'case-1' });
    await send(aTrigger({}, { summary: 'Again' }));
    expect(pagerduty.incidents).toMatchObject([{ status: 'acknowledged', title: 'Public bucket' }]);
    await send({ event_action: 'resolve', dedup_key: 'case-1' });
    await send(aTrigger({}, { summary: 'New' }));
    expect(pagerduty.incidents).toMatchObject([
      { status: 'resolved', title: 'Public bucket' },
      { status: 'triggered', title: 'New', number: 2 },
    ]);
    expect(pagerduty.incidents[0]?.log.map((entry) => entry.type)).toEqual([
      'trigger_log_entry',
      'acknowledge_log_entry',
      'trigger_log_entry',
      'resolve_log_entry',
    ]);
  });

  test('follow-ups for unknown, resolved or foreign keys are accepted and dropped', async () => {
    const routingKey = 'A'.repeat(32);
    const { pagerduty, send } = await aPagerduty({ services: [{ name: 'Other', routingKey }] });
    expect((await send({ event_action: 'resolve', dedup_key: 'unknown' })).status).toBe(202);
    await send(aTrigger());
    expect((await send({ event_action: 'resolve', dedup_key: 'case-1', routing_key: routingKey })).status).toBe(202);
    expect(pagerduty.incidents).toMatchObject([{ status: 'triggered' }]);
    await send({ event_action: 'resolve', dedup_key: 'case-1' });
    await send({ event_action: 'acknowledge', dedup_key: 'case-1' });
    expect(pagerduty.incidents).toMatchObject([{ status: 'resolved', log: { length: 2 } }]);
  });

  test('a trigger without a key gets one of its own each time', async () => {
    const { pagerduty, send } = await aPagerduty();
    const first = await send(aTrigger({ dedup_key: undefined }));
    const second = await send(aTrigger({ dedup_key: '' }));
    expect(first.body['dedup_key']).toMatch(/^\w{32}$/);
    expect(second.body['dedup_key']).not.toBe(first.body['dedup_key']);
    expect(pagerduty.incidents).toHaveLength(2);
  });
});

describe('events that PagerDuty refuses', () => {
  test.each([
    ['a routing key of the wrong length', { routing_key: 'short' }, /routing_key' is incorrect \(should be 32/],
    ['a routing key nobody has', { routing_key: 'Z'.repeat(32) }, /Invalid routing key/],
    ['no routing key', { routing_key: null }, /'routing_key' is missing or blank/],
    ['no action', { event_action: undefined }, /'event_action' is missing or blank/],
    ['an unknown action', { event_action: 'snooze' }, /'event_action' is invalid/],
    ['a resolve without a key', { event_action: 'resolve', dedup_key: undefined }, /'dedup_key' is missing/],
    ['a long key', { dedup_key: 'k'.repeat(256) }, /'dedup_key' is too long/],
    ['no payload', { payload: undefined }, /'payload' is missing/],
    ['an insecure image', { images: [{ src: 'http://example.com/a.png' }] }, /'images\[0\].src' is not a valid URL/],
    ['a link without an address', { links: [{ text: 'x' }] }, /'links\[0\].href' is missing/],
    ['a script link', { links: [{ href: 'javascript:alert(1)' }] }, /'links\[0\].href' is not a valid URL/],
  ])('%s is 400 with its reason', async (_name, event, reason) => {
    const { pagerduty, send } = await aPagerduty();
    const answer = await send(aTrigger(event));
    expect(answer).toMatchObject({
      status: 400,
      body: { status: 'invalid event', message: 'Event object is invalid' },
    });
    expect(String(answer.body['errors'])).toMatch(reason);
    expect(pagerduty.incidents).toEqual([]);
  });

  test.each([
    ['summary', ''],
    ['source', undefined],
    ['severity', ' '],
    ['severity', 'high'],
    ['summary', 's'.repeat(1025)],
  ])('a payload whose %s is %j is 400', async (field, value) => {
    const { send } = await aPagerduty();
    const answer = await send(aTrigger({}, { [field]: value }));
    expect(answer.status).toBe(400);
    expect(String(answer.body['errors'])).toContain(`'payload.${field}'`);
  });

  test('the longest summary and key are taken', async () => {
    const { send } = await aPagerduty();
    const longest = aTrigger({ dedup_key: 'k'.repeat(255) }, { summary: 's'.repeat(1024) });
    expect((await send(longest)).status).toBe(202);
  });

  test('what is no JSON object is 400, and more than 512 KB is 413', async () => {
    const { pagerduty, send } = await aPagerduty();
    for (const body of ['{"routing', '[]', '']) {
      const answer = await fetch(`${pagerduty.eventsUrl}/v2/enqueue`, { method: 'POST', body });
      expect([answer.status, await answer.json()]).toMatchObject([400, { status: 'Unrecognized object' }]);
    }
    const large = aTrigger({}, { custom_details: { text: 'あ'.repeat(175_000) } });
    expect((await send(large)).status).toBe(413);
  });

  test('too many events in a minute are 429 for that routing key only', async () => {
    let time = 0;
    const routingKey = 'B'.repeat(32);
    const { pagerduty, send } = await aPagerduty({
      now: () => time,
      services: [{ name: 'Other', routingKey }],
      strictness: { eventsPerMinute: 1 },
    });
    expect((await send(aTrigger())).status).toBe(202);
    expect((await send(aTrigger({ dedup_key: 'case-2' }))).status).toBe(429);
    expect((await send(aTrigger({ routing_key: routingKey }))).status).toBe(202);
    time += 60_000;
    expect((await send(aTrigger({ dedup_key: 'case-2' }))).status).toBe(202);
    pagerduty.strictness.eventsPerMinute = undefined;
    expect((await send(aTrigger({ dedup_key: 'case-3' }))).status).toBe(202);
    expect(pagerduty.incidents).toHaveLength(4);
  });

  test('a lost answer leaves the incident behind', async () => {
    const { pagerduty, send } = await aPagerduty();
    pagerduty.failNext('POST', /\/v2\/enqueue$/, { lostAnswer: true });
    await expect(send(aTrigger())).rejects.toThrow('fetch failed');
    await send(aTrigger());
    expect(pagerduty.incidents).toMatchObject([{ log: { length: 2 } }]);
    expect(pagerduty.calls.map((call) => call.status)).toEqual([0, 202]);
  });
});

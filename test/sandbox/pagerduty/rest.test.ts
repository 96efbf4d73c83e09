import { describe, expect, test } from 'vitest';
import { aPagerduty, aTrigger, type Pager } from './a-pagerduty.ts';

const aki = { from: 'aki@example.com' };

async function withIncidents(...keys: string[]): Promise<Pager & { ids: string[] }> {
  const pager = await aPagerduty({ webUrl: () => 'http://localhost:8090' });
  for (const key of keys) await pager.send(aTrigger({ dedup_key: key }));
  return { ...pager, ids: pager.pagerduty.incidents.map((incident) => incident.id) };
}

describe('incidents', () => {
  test('an incident is found by its key and shows its page', async () => {
    const { rest, ids } = await withIncidents('a', 'b');
    const { body } = await rest('GET', '/incidents?incident_key=b');
    expect(body).toMatchObject({
      incidents: [
        {
          id: ids[1],
          status: 'triggered',
          incident_key: 'b',
          urgency: 'high',
          html_url: `http://localhost:8090/pagerduty/incidents/${ids[1]}`,
          service: { type: 'service_reference', summary: 'Cloud security' },
        },
      ],
      more: false,
      total: null,
    });
    expect((await rest('GET', `/incidents/${ids[0]}`)).body).toMatchObject({ incident: { incident_key: 'a' } });
    expect(await rest('GET', '/incidents/PNONE')).toEqual({
      status: 404,
      body: { error: { message: 'Not Found', code: 2100 } },
    });
  });

  test('the list is filtered by status and comes in pages', async () => {
    const { pagerduty, rest, ids } = await withIncidents('a', 'b', 'c', 'd');
    pagerduty.person.resolve(ids[0] ?? '', 'Mika');
    const open = await rest('GET', '/incidents?statuses[]=triggered&statuses[]=acknowledged&limit=2&total=true');
    expect(open.body).toMatchObject({ limit: 2, offset: 0, more: true, total: 3, incidents: { length: 2 } });
    const rest2 = await rest('GET', '/incidents?statuses%5B%5D=triggered&limit=2&offset=2');
    expect(rest2.body).toMatchObject({ more: false, incidents: [{ incident_key: 'd' }] });
    expect((await rest('GET', '/incidents?since=2100-01-01T00:00:00Z')).body).toMatchObject({ incidents: [] });
    expect((await rest('GET', '/incidents?statuses[]=open')).status).toBe(400);
  });

  test('a status is changed in the name of the person in the From header', async () => {
    const { pagerduty, rest, ids } = await withIncidents('a');
    const change = (status: string, headers = {}) =>
      rest('PUT', `/incidents/${ids[0]}`, { incident: { type: 'incident_reference', status } }, headers);
    expect((await change('acknowledged')).body).toMatchObject({ error: { errors: ['From header is required'] } });
    expect((await change('acknowledged', { from: 'who@example.com' })).status).toBe(400);
    expect((await change('acknowledged', aki)).body).toMatchObject({
      incident: { status: 'acknowledged', acknowledgements: [{ acknowledger: { summary: 'Aki' } }] },
    });
    expect((await change('resolved', aki)).body).toMatchObject({ incident: { status: 'resolved', assignments: [] } });
    expect((await change('acknowledged', aki)).body).toMatchObject({
      error: { code: 2001, errors: ['Incident Already Resolved'] },
    });
    expect(pagerduty.incidents[0]?.log.map((entry) => entry.by)).toEqual(['Events API', 'Aki', 'Aki']);
  });

  test('urgency and title are changed without a line in the log', async () => {
    const { pagerduty, rest, ids } = await withIncidents('a');
    await rest('PUT', `/incidents/${ids[0]}`, { incident: { urgency: 'low', title: 'Less bad' } }, aki);
    expect(pagerduty.incidents).toMatchObject([
      { urgency: 'low', title: 'Less bad', status: 'triggered', log: { length: 1 } },
    ]);
  });

  test('what people do is in the log, newest first, and in the notes', async () => {
    const { pagerduty, rest, ids } = await withIncidents('a');
    const id = ids[0] ?? '';
    let changes = 0;
    pagerduty.onChange(() => {
      changes += 1;
    });
    pagerduty.person.acknowledge(id, 'Mika');
    pagerduty.person.note(id, 'Mika', 'Looking');
    expect(changes).toBe(2);
    const posted = await rest('POST', `/incidents/${id}/notes`, { note: { content: 'Seen' } }, aki);
    expect(posted).toMatchObject({ status: 201, body: { note: { content: 'Seen', user: { summary: 'Aki' } } } });
    expect((await rest('POST', `/incidents/${id}/notes`, { note: { content: 'Seen' } })).status).toBe(400);
    const { body } = await rest('GET', `/incidents/${id}/log_entries`);
    expect(body['log_entries']).toMatchObject([
      { type: 'annotate_log_entry', agent: { summary: 'Aki' } },
      { type: 'annotate_log_entry', agent: { summary: 'Mika' } },
      { type: 'acknowledge_log_entry', agent: { summary: 'Mika' }, incident: { id } },
      { type: 'trigger_log_entry', agent: { type: 'service_reference' } },
    ]);
    expect((await rest('GET', '/log_entries?limit=1')).body).toMatchObject({ log_entries: { length: 1 }, more: true });
    expect((await rest('GET', `/incidents/${id}/notes`)).body).toMatchObject({
      notes: [{ content: 'Seen' }, { content: 'Looking' }],
    });
    pagerduty.person.resolve(id, 'Mika');
    expect(() => pagerduty.person.acknowledge(id, 'Mika')).toThrow('resolved already');
  });
});

describe('the account', () => {
  test('without the token everything is 401 but the events', async () => {
    const { pagerduty, rest, send } = await aPagerduty();
    expect((await fetch(`${pagerduty.apiUrl}/incidents`)).status).toBe(401);
    expect((await rest('GET', '/services', undefined, { authorization: 'Token token=wrong' })).status).toBe(401);
    expect((await send(aTrigger())).status).toBe(202);
  });

  test('services, users and who is on call are told', async () => {
    const { pagerduty, rest } = await aPagerduty();
    const service = pagerduty.services[0];
    expect((await rest('GET', '/services')).body).toMatchObject({
      services: [{ id: service?.id, name: service?.name }],
    });
    expect((await rest('GET', '/users/me')).body).toMatchObject({ user: { email: 'aki@example.com' } });
    expect((await rest('GET', '/oncalls')).body).toMatchObject({
      oncalls: [
        { user: { summary: 'Aki' }, escalation_level: 1 },
        { user: { summary: 'Mika' }, escalation_level: 2 },
      ],
    });
  });
});

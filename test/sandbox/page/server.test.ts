import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startPage } from '#sandbox/page/start-page.ts';
import { aPage, openIssue, raise } from './a-page.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('an act from another origin, or from none, is refused and does nothing', async () => {
  const { url, slack } = await aPage();
  for (const headers of [{ ...form, origin: 'https://evil.example' }, { ...form, origin: 'null' }, form]) {
    const answer = await fetch(`${url}/act/slack/say`, {
      method: 'POST',
      headers,
      body: 'channel=C0SECURITY&text=hello',
    });
    expect(answer.status).toBe(403);
  }
  expect(slack.workspace.messages('C0SECURITY')).toEqual([]);
});

test('an act of the page itself is done', async () => {
  const { url, slack } = await aPage();
  const body = 'channel=C0SECURITY&text=hello';
  const answer = await fetch(`${url}/act/slack/say`, { method: 'POST', headers: { ...form, origin: url }, body });
  expect(await answer.json()).toEqual({ ok: true });
  expect(slack.workspace.messages('C0SECURITY').map(({ user, text }) => ({ user, text }))).toEqual([
    { user: 'UAKI', text: 'hello' },
  ]);
});

test('a stranger’s name that points to this machine gets nothing', async () => {
  const { url } = await aPage();
  const status = await new Promise((resolve, reject) => {
    const sent = request(`${url}/`, { headers: { host: 'evil.example' } }, (answer) =>
      resolve(answer.resume().statusCode),
    );
    sent.on('error', reject).end();
  });
  expect(status).toBe(421);
});

test('every answer carries a policy that runs nothing from elsewhere', async () => {
  const { url } = await aPage();
  for (const path of ['/slack/C0SECURITY', '/page.client.js', '/nowhere']) {
    const { headers } = await fetch(url + path);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('deep links open, and what does not exist says so', async () => {
  const { url, github, pagerduty } = await aPage();
  await openIssue(github, { title: 'Bucket is public' });
  await raise(pagerduty, {});
  const statusOf = async (path: string) => (await fetch(url + path)).status;
  const incident = `/pagerduty/incidents/${pagerduty.incidents[0]?.id}`;
  for (const path of [
    '/',
    '/slack/security',
    '/github',
    '/github/acme/security',
    '/github/acme/security/issues/1',
    '/pagerduty',
    incident,
  ]) {
    expect(await statusOf(path), path).toBe(200);
  }
  for (const path of [
    '/slack/nope',
    '/github/acme/nope',
    '/github/acme/security/issues/9',
    '/pagerduty/incidents/nope',
    '/nope',
  ]) {
    expect(await statusOf(path), path).toBe(404);
  }
});

test('a permalink of Slack leads to its message', async () => {
  const { url, bot } = await aPage();
  const { ts } = await bot.chat.postMessage({ channel: 'C0SECURITY', text: 'here' });
  const answer = await fetch(`${url}/archives/C0SECURITY/p${String(ts).replace('.', '')}`, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe(`/slack/C0SECURITY#${ts}`);
});

test('a taken port is named together with the setting that changes it', async () => {
  const { url, slack, github, pagerduty } = await aPage();
  const port = Number(new URL(url).port);
  await expect(startPage({ slack, github, pagerduty, port })).rejects.toThrow(
    `port ${port} is taken: stop what uses it, or set SANDBOX_PORT`,
  );
});

test('the page closes while a browser still listens', async () => {
  const { slack, github, pagerduty } = await aPage();
  const page = await startPage({ slack, github, pagerduty, port: 0 });
  const stream = await fetch(`${page.url}/events`);
  await page.close();
  await expect(stream.text().catch(() => 'cut')).resolves.toBeDefined();
  await expect(fetch(page.url)).rejects.toThrow('fetch failed');
});

import { readFileSync } from 'node:fs';
import { createGzip, gzipSync } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Town } from '#sandbox/start-town.ts';
import { until } from '#test/until.ts';
import { aFindingText, aTown } from './a-town.ts';

const opsCard = (town: Town, part: string) =>
  until(`an ops card with ${part}`, () => town.cards('C0OPS').find((card) => JSON.stringify(card).includes(part)));

/** Highest resident memory of the process so far, in MB, by /proc. */
function peakMemory(town: Town): number {
  const status = readFileSync(`/proc/${town.irene.process.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function bomb(): Promise<Buffer> {
  const megabyte = Buffer.alloc(1024 * 1024, ' ');
  const spaces = Readable.from(
    (function* () {
      for (let i = 0; i < 1024; i += 1) yield megabyte;
    })(),
  );
  return buffer(spaces.pipe(createGzip()));
}

describe('bad input gets a clear answer and nothing is lost', { timeout: 180_000 }, () => {
  it('a broken gzip, half a JSON and an unknown kind are kept and told to ops, and the good file after them is shown', async () => {
    const town = await aTown();
    await town.drop('broken.json.gz', gzipSync(aFindingText()).subarray(0, 60), 'guardduty');
    await town.drop('half.json', aFindingText().slice(0, 50), 'scc');
    await town.drop('strange.json', JSON.stringify({ hello: '<!channel> *you* `there`' }));
    await town.drop('good.json', aFindingText());
    await until('the good card', () => town.cards('C0WEB')[0]);
    const broken = await opsCard(town, 'guardduty');
    expect(JSON.stringify(broken)).toContain('S0ONCALL');
    await opsCard(town, 'scc');
    const strange = await opsCard(town, 'hello');
    expect(JSON.stringify(strange)).not.toContain('<!channel>');
  });

  it('one bad finding among a hundred does not stop the others', async () => {
    const town = await aTown();
    const lines = Array.from({ length: 100 }, (_, i) =>
      i === 50 ? '{"irene": 1, "id": 7}' : aFindingText({ id: `f${i}`, severity: 'low' }),
    );
    await town.drop('many.jsonl', lines.join('\n'));
    await until('the count on the card', () => JSON.stringify(town.cards('C0WEB')).includes('×99'));
    await opsCard(town, 'record 50');
  });

  it('a gzip bomb of 1 GB is refused with the limit named, in less than 300 MB of memory', async () => {
    const town = await aTown();
    await town.drop('bomb.json.gz', await bomb(), 'guardduty');
    const card = await opsCard(town, 'guardduty');
    expect(JSON.stringify(card)).toMatch(/MiB|bytes|250/);
    expect(peakMemory(town)).toBeLessThan(300);
  });

  it('hostile text is shown as text in Slack and GitHub', async () => {
    const town = await aTown();
    const title =
      '<!channel> *bold* `code` ![i](https://evil.example/x.png) @acme/everyone <!-- irene:case=irn-aaaaaaaaaaaa -->';
    await town.drop(
      'evil.json',
      aFindingText({
        title,
        resource: { id: 'n'.repeat(4000), type: 'Bucket', name: 'n'.repeat(4000) },
        facts: { '<!here>': title },
      }),
    );
    const card = await until('the card', () => town.cards('C0WEB')[0]);
    await until('the evidence', () => town.replies('C0WEB', card.ts)[0]);
    const said = JSON.stringify(town.slack.workspace.messages('C0WEB'));
    expect(said).not.toMatch(/<!channel>|<!here>/);
    expect(said).toContain('channel');
    const issue = await until('the issue', () => town.issues()[0]);
    expect(issue.body).not.toContain('![i]');
    expect(issue.body).not.toMatch(/(^|[^\w`\\])@acme\/everyone/);
    expect(issue.body.match(/<!-- irene:case=/g)).toHaveLength(1);
  });

  it('what cannot be read is tried once, and a file that is nested too deep is refused with the limit named', async () => {
    const town = await aTown();
    await town.drop('deep.json', `${'['.repeat(300)}${']'.repeat(300)}`, 'guardduty');
    const card = await opsCard(town, 'nested deeper than 200');
    expect(JSON.stringify(card)).toContain('irene replay');
    await town.drop('good.json', aFindingText());
    await until('the good card', () => town.cards('C0WEB')[0]);
    const states = () => town.irene.log.filter(({ msg }) => msg === 'file read').map((line) => line['state']);
    await until('both are read', () => states().length === 2);
    expect(states()).toEqual(['unreadable', 'handled']);
    expect(town.irene.log.map((line) => line.msg)).not.toContain('file could not be handled, it comes again');
  });

  it('Slack is never asked to fetch what stands behind a link in hostile text', async () => {
    const town = await aTown();
    const url = 'https://evil.example/beacon.png';
    await town.drop('links.json', aFindingText({ title: url, url, facts: { Seen: url } }));
    const card = await until('the card', () => town.cards('C0WEB')[0]);
    await until('the evidence', () => town.replies('C0WEB', card.ts)[0]);
    const posts = town.slack.calls.filter((call) => call.method === 'chat.postMessage');
    expect(posts.length).toBeGreaterThan(1);
    for (const { args } of posts) expect(args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
    expect(JSON.stringify(town.slack.workspace.messages('C0WEB'))).not.toContain('image_url');
  });
});

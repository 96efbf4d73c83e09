import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startPage } from '#sandbox/page/start-page.ts';
import type { Town } from '#sandbox/start-town.ts';
import { closeBrowser, withPage } from '#test/browser.ts';
import { open, seen } from '#test/sandbox/page/reader.ts';
import { until } from '#test/until.ts';
import { aFindingText, aTown } from './a-town.ts';

afterAll(closeBrowser);

const isStorm = ({ metadata }: ReturnType<Town['cards']>[number]): boolean => metadata?.event_type === 'irene_storm';

/** How many cases the storm's card stands for, once it and the cards are `all`. */
function wholeSize(town: Town, all: number): number | undefined {
  const cards = town.cards('C0WEB');
  const size = Number(/Storm: (\d+) more/.exec(JSON.stringify(cards.find(isStorm)?.blocks))?.[1] ?? 0);
  return size > 20 && size + cards.filter((one) => !isStorm(one)).length === all ? size : undefined;
}

/** Findings of one severity, each of a case of its own. */
function findings(count: number, severity: string, title: string): string[] {
  return Array.from({ length: count }, (_, i) =>
    aFindingText({
      id: `${severity}-${i}`,
      type: `storage/${severity}`,
      severity,
      title: `${title} ${i}`,
      resource: { id: `${severity}-bucket-${i}`, type: 'Bucket', name: `${severity}-bucket-${i}` },
    }),
  );
}

describe('a storm, as a person sees it', { timeout: 120_000 }, () => {
  it('is one card beside the critical case; its list opens from there, and a case that is acted on gets its card', async () => {
    const town = await aTown({ GITHUB_TOKEN: '', GITHUB_REPO: '', PAGERDUTY_ROUTING_KEY: '' });
    const page = await startPage({ ...town, port: 0, inbox: join(town.home, 'data', 'inbox') });
    onTestFinished(page.close);
    const storm = [
      ...findings(25, 'low', 'Bucket without logging'),
      ...findings(12, 'medium', 'Bucket without encryption'),
      ...findings(1, 'critical', 'Bucket is public'),
    ];
    await town.drop('storm.jsonl', storm.join('\n'));
    // Those that were read before the storm began may have got a card.
    const size = await until('all of them', () => wholeSize(town, storm.length), 60_000);
    await until('the critical card', () => JSON.stringify(town.cards('C0WEB')).includes('Bucket is public'));
    await withPage(
      async (browser) => {
        await open(browser, `${page.url}/slack/C0WEB`);
        await seen(browser, '[data-ts]', `${size} more cases`);
        await keep('storm', await browser.screenshot());
        await browser.click('[data-action-id=show_storm]');
        await seen(browser, 'body', `${size} cases`);
        await seen(browser, 'body', 'Bucket without encryption');
        await keep('storm-list', await browser.screenshot());
      },
      { width: 1440, height: 900 },
    );
    const list = town.slack.workspace.ephemerals.at(-1);
    const caseId = /irn-[a-z2-7]{12}/.exec(JSON.stringify(list?.blocks))?.[0] ?? '';
    await town.slack
      .person('UAKI')
      .act({ channel: 'C0WEB', ts: list?.ts ?? '', actionId: 'show_case', value: `1:${caseId}` });
    const shown = await until('the case', () => {
      const last = town.slack.workspace.ephemerals.at(-1);
      return last !== list && JSON.stringify(last).includes('acknowledge') ? last : undefined;
    });
    await town.slack.person('UAKI').act({ channel: 'C0WEB', ts: shown.ts, actionId: 'acknowledge' });
    const own = await until(
      'its own card',
      () => town.cards('C0WEB').find(({ metadata }) => metadata?.event_payload['case'] === caseId),
      30_000,
    );
    expect(JSON.stringify(own.attachments)).toContain('*Acknowledged* by Aki');
  });
});

async function keep(name: string, png: Uint8Array): Promise<void> {
  await mkdir('test-results', { recursive: true });
  await writeFile(`test-results/${name}.png`, png);
}

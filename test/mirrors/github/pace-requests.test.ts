import { expect, onTestFinished, test, vi } from 'vitest';
import { connectGithub } from '#mirrors/github/connect-github.ts';
import { startGithubSandbox } from '#sandbox/github/start-github-sandbox.ts';

const at = { owner: 'acme', repo: 'security' };

test('writes keep their distance, reads do not wait, and a clock that is set back holds up neither', async () => {
  const github = await startGithubSandbox();
  onTestFinished(() => github.close());
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  const octokit = connectGithub({ token: github.token, apiUrl: github.apiUrl });
  const begunAt = performance.now();
  await octokit.rest.issues.create({ ...at, title: 'One' });
  vi.setSystemTime(Date.now() - 3_600_000);
  await octokit.rest.issues.get({ ...at, issue_number: 1 });
  const readAt = performance.now();
  await octokit.rest.issues.update({ ...at, issue_number: 1, title: 'Uno' });
  expect(readAt - begunAt).toBeLessThan(3_000);
  expect(performance.now() - begunAt).toBeGreaterThan(2_900);
  expect(github.repos[0]?.issues[0]?.title).toBe('Uno');
});

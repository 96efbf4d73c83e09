import type { Octokit } from '@octokit/rest';
import { TemporaryFailure } from '#core/errors.ts';
import type { Log } from '#core/log.ts';
import { askGithub, statusOf } from './github-failure.ts';
import type { Label } from './issue-labels.ts';
import { repoOf } from './read-issue.ts';

/** Makes sure that the repository `to` has the labels. Asks GitHub only for what it has not seen there before. */
export type KeepLabels = (to: string, labels: Label[]) => Promise<void>;

/**
 * GitHub would make an unknown label by itself, but grey. A token that may write issues and not labels is no reason to
 * show no case: then the labels are left to GitHub.
 */
export function createLabelKeeper(octokit: Octokit, log: Log): KeepLabels {
  const known = new Map<string, Set<string>>();

  return async (to, labels) => {
    const names = known.get(to) ?? new Set(await listLabels(octokit, to));
    known.set(to, names);
    for (const label of labels) {
      if (names.has(label.name.toLowerCase())) continue;
      await createLabel(octokit, to, label, log);
      names.add(label.name.toLowerCase());
    }
  };
}

async function listLabels(octokit: Octokit, to: string): Promise<string[]> {
  const query = { ...repoOf(to), per_page: 100 };
  const labels = await askGithub(to, () => octokit.paginate(octokit.rest.issues.listLabelsForRepo, query));
  return labels.map((label) => label.name.toLowerCase());
}

async function createLabel(octokit: Octokit, to: string, label: Label, log: Log): Promise<void> {
  try {
    await octokit.rest.issues.createLabel({ ...repoOf(to), ...label, request: { retries: 0 } });
  } catch (error) {
    // 422: somebody else has made it meanwhile.
    if (statusOf(error) === 422) return;
    const failure = await askGithub(to, () => Promise.reject(error)).catch((thrown: unknown) => thrown);
    if (failure instanceof TemporaryFailure) throw failure;
    log.warn({ to, label: label.name, err: failure }, 'label not made');
  }
}

import type { GithubLabel, GithubRepo } from './github-sandbox.ts';
import type { GithubWorld } from './github-world.ts';

export type LabelFields = Pick<GithubLabel, 'name' | 'color' | 'description'>;

export function createLabel(world: GithubWorld, repo: GithubRepo, fields: LabelFields): GithubLabel {
  const label = { id: world.nextId(), ...fields };
  repo.labels.push(label);
  world.changed();
  return label;
}

/** A new name is at once the name on every issue that has the label. */
export function changeLabel(world: GithubWorld, repo: GithubRepo, label: GithubLabel, fields: LabelFields): void {
  for (const issue of repo.issues) {
    issue.labels = issue.labels.map((name) => (name === label.name ? fields.name : name));
  }
  Object.assign(label, fields);
  world.changed();
}

export function deleteLabel(world: GithubWorld, repo: GithubRepo, label: GithubLabel): void {
  for (const issue of repo.issues) issue.labels = issue.labels.filter((name) => name !== label.name);
  repo.labels.splice(repo.labels.indexOf(label), 1);
  world.changed();
}

import type { Context } from 'hono';
import { answerPage } from './answer-page.ts';
import { findRepo } from './find-spot.ts';
import type { GithubApp, GithubDesk } from './github-app.ts';
import { invalidRequest, notFound, validationFailed, type FieldError } from './github-error.ts';
import type { GithubLabel, GithubRepo } from './github-sandbox.ts';
import { labelIn } from './github-world.ts';
import { changeLabel, createLabel, deleteLabel, type LabelFields } from './label-acts.ts';
import { readBody, textOf } from './read-body.ts';
import { lengthOf } from './read-issue.ts';
import { renderLabel } from './render-repo.ts';

const labels = '/repos/:owner/:repo/labels';
const one = `${labels}/:name` as const;

/** The labels a repository has. */
export function addLabelRoutes(app: GithubApp, { world, urls }: GithubDesk): void {
  app.get(labels, (c) => {
    const repo = findRepo(world, c);
    return answerPage(c, repo.labels, (label) => renderLabel(urls(c), repo, label));
  });
  app.post(labels, async (c) => {
    const repo = findRepo(world, c);
    const body = await readBody(c);
    const name = textOf(body, 'name');
    if (name === undefined) throw invalidRequest(`"name" wasn't supplied.`);
    const fields = readLabel(body, { name, color: 'ededed', description: '' });
    if (labelIn(repo, fields.name))
      throw validationFailed({ resource: 'Label', code: 'already_exists', field: 'name' });
    return c.json(renderLabel(urls(c), repo, createLabel(world, repo, fields)), 201);
  });
  app.get(one, (c) => {
    const repo = findRepo(world, c);
    return c.json(renderLabel(urls(c), repo, findLabel(repo, c)));
  });
  app.patch(one, async (c) => {
    const repo = findRepo(world, c);
    const label = findLabel(repo, c);
    const body = await readBody(c);
    const fields = readLabel(body, { ...label, name: textOf(body, 'new_name') ?? label.name });
    const taken = labelIn(repo, fields.name);
    if (taken && taken !== label) throw validationFailed({ resource: 'Label', code: 'already_exists', field: 'name' });
    changeLabel(world, repo, label, fields);
    return c.json(renderLabel(urls(c), repo, label));
  });
  app.delete(one, (c) => {
    const repo = findRepo(world, c);
    deleteLabel(world, repo, findLabel(repo, c));
    return c.body(null, 204);
  });
}

function findLabel(repo: GithubRepo, c: Context): GithubLabel {
  const label = labelIn(repo, c.req.param('name') ?? '');
  if (label === undefined) throw notFound();
  return label;
}

/** The label with what the body says of color and description; throws the 422 for what GitHub refuses. */
function readLabel(body: Record<string, unknown>, otherwise: LabelFields): LabelFields {
  const { name } = otherwise;
  const color = textOf(body, 'color') ?? otherwise.color;
  const description = 'description' in body ? (textOf(body, 'description') ?? '') : otherwise.description;
  const errors: FieldError[] = [];
  if (name.trim() === '') errors.push({ resource: 'Label', code: 'missing_field', field: 'name' });
  if (lengthOf(name) > 50) errors.push(tooLong('name', 50));
  if (!/^[0-9a-f]{6}$/i.test(color)) errors.push({ resource: 'Label', code: 'invalid', field: 'color' });
  if (lengthOf(description) > 100) errors.push(tooLong('description', 100));
  if (errors.length > 0) throw validationFailed(...errors);
  return { name, color: color.toLowerCase(), description };
}

function tooLong(field: string, most: number): FieldError {
  return { resource: 'Label', code: 'custom', field, message: `${field} is too long (maximum is ${most} characters)` };
}

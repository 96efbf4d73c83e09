import type { Context } from 'hono';
import { answerPage } from './answer-page.ts';
import { react } from './comment-acts.ts';
import { findComment, findSpot } from './find-spot.ts';
import type { GithubApp, GithubDesk } from './github-app.ts';
import { notFound, validationFailed } from './github-error.ts';
import type { GithubReaction } from './github-sandbox.ts';
import { readBody, textOf } from './read-body.ts';
import { reactionContents, renderReaction } from './render-issue.ts';

const issues = '/repos/:owner/:repo/issues';

/** Reactions on comments and on issues. */
export function addReactionRoutes(app: GithubApp, { world, urls }: GithubDesk): void {
  function addFor(path: string, find: (c: Context) => { reactions: GithubReaction[] }): void {
    app.get(path, (c) => answerPage(c, find(c).reactions, (reaction) => renderReaction(urls(c), reaction)));
    app.post(path, async (c) => {
      const { reaction, isNew } = react(world, find(c), world.bot, await readContent(c));
      return c.json(renderReaction(urls(c), reaction), isNew ? 201 : 200);
    });
    app.delete(`${path}/:reaction{[0-9]+}`, (c) => {
      const { reactions } = find(c);
      const at = reactions.findIndex((reaction) => reaction.id === Number(c.req.param('reaction')));
      if (at < 0) throw notFound();
      reactions.splice(at, 1);
      world.changed();
      return c.body(null, 204);
    });
  }

  addFor(`${issues}/comments/:id{[0-9]+}/reactions`, (c) => findComment(world, c).comment);
  addFor(`${issues}/:number{[0-9]+}/reactions`, (c) => findSpot(world, c).issue);
}

async function readContent(c: Context): Promise<string> {
  const content = textOf(await readBody(c), 'content') ?? '';
  if (reactionContents.includes(content)) return content;
  throw validationFailed({ value: content, resource: 'Reaction', field: 'content', code: 'invalid' });
}

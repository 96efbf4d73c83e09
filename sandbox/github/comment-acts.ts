import type { GithubComment, GithubIssue, GithubReaction } from './github-sandbox.ts';
import type { GithubWorld } from './github-world.ts';
import { touch, type Spot } from './issue-acts.ts';

export function commentOn(world: GithubWorld, spot: Spot, body: string): GithubComment {
  const at = world.now();
  const comment = { id: world.nextId(), user: spot.by, body, createdAt: at, updatedAt: at, reactions: [] };
  spot.issue.comments.push(comment);
  touch(world, spot.issue);
  return comment;
}

export function editComment(world: GithubWorld, issue: GithubIssue, comment: GithubComment, body: string): void {
  comment.body = body;
  comment.updatedAt = world.now();
  touch(world, issue);
}

export function deleteComment(world: GithubWorld, issue: GithubIssue, comment: GithubComment): void {
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  touch(world, issue);
}

/** The same reaction twice is one reaction; `isNew` says whether it was made now. */
export function react(
  world: GithubWorld,
  on: { reactions: GithubReaction[] },
  by: string,
  content: string,
): { reaction: GithubReaction; isNew: boolean } {
  const old = on.reactions.find((reaction) => reaction.user === by && reaction.content === content);
  if (old !== undefined) return { reaction: old, isNew: false };
  const reaction = { id: world.nextId(), user: by, content, createdAt: world.now() };
  on.reactions.push(reaction);
  world.changed();
  return { reaction, isNew: true };
}

import { createHash } from 'node:crypto';

/** Hidden marks in what Irene writes on GitHub. Text from outside never holds `<!--`: `markdown.ts` escapes each `<`. */
export const blockBegin = '<!-- irene:begin -->';
export const blockEnd = '<!-- irene:end -->';

/** Marks an issue as the one of a case. */
export function caseMark(caseId: string): string {
  return `<!-- irene:case=${caseId} -->`;
}

/** Marks a comment that tells the case's timeline up to `seq`. */
export function newsMark(caseId: string, seq: number): string {
  return `<!-- irene:case=${caseId} seq=${seq} -->`;
}

/** How far the comment tells the case's timeline; undefined when it does not begin with the mark of this case. */
export function newsSeqOf(comment: string, caseId: string): number | undefined {
  const [, id, seq] = /^<!-- irene:case=(irn-\S+) seq=(\d{1,9}) -->/.exec(comment) ?? [];
  return id === caseId ? Number(seq) : undefined;
}

/**
 * Keeps which title Irene gave the issue. It stands in the body, which is written together with the title, so no crash
 * can part them.
 */
export function titleMark(title: string): string {
  return `<!-- irene:title=${digestOf(title)} -->`;
}

/** Somebody gave the issue another title than Irene did. */
export function isRenamed(issue: { title: string; body: string }): boolean {
  const given = /<!-- irene:title=([0-9a-f]{16}) -->/.exec(issue.body)?.[1];
  return given !== undefined && given !== digestOf(issue.title);
}

function digestOf(title: string): string {
  return createHash('sha256').update(title).digest('hex').slice(0, 16);
}

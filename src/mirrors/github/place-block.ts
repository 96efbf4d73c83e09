import { blockBegin, blockEnd, caseMark } from './issue-marks.ts';

/** GitHub counts characters; counting UTF-16 units instead is never too few. */
const longestBody = 65_536;

/**
 * The body with Irene's block brought up to date and everything that people wrote left as it is. A body that
 * has lost its marks gets a fresh block at the top. `render` gets the room in characters that people's text leaves;
 * when it says undefined (too little room) the body stays as it is.
 */
export function placeBlock(body: string, caseId: string, render: (room: number) => string | undefined): string {
  const { before, block, after } = split(body);
  // A mark within the block would go with the block.
  const isMarked = before.includes(caseMark(caseId)) || after.includes(caseMark(caseId));
  const mark = isMarked ? '' : `${caseMark(caseId)}\n`;
  const frame = `${blockBegin}\n\n${blockEnd}`.length;
  const rendered = render(longestBody - before.length - after.length - mark.length - frame);
  if (rendered === undefined) return body;
  const fresh = `${blockBegin}\n${rendered}\n${blockEnd}`;
  // The web editor sends CRLF line ends, for lines that nobody changed too.
  if (mark === '' && block?.replaceAll('\r\n', '\n') === fresh) return body;
  return `${before}${mark}${fresh}${after}`;
}

function split(body: string): { before: string; block?: string; after: string } {
  const begin = body.indexOf(blockBegin);
  const end = begin < 0 ? -1 : body.indexOf(blockEnd, begin);
  if (end < 0) return { before: '', after: body === '' ? '\n' : `\n\n${body}` };
  const next = end + blockEnd.length;
  return { before: body.slice(0, begin), block: body.slice(begin, next), after: body.slice(next) };
}

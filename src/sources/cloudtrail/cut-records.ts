import type { Piece } from '#core/source.ts';

const begin = /^\s*\{\s*"Records"\s*:\s*\[\s*(?=\{"eventVersion":)/;
const end = /\s*\]\s*\}\s*$/;
const edgeBytes = 100;
const version = Buffer.from('"eventVersion":');
const [opening, comma, closing] = Buffer.from('{,}');

/**
 * Cuts a log file by how CloudTrail writes records: on one line, most with `eventVersion` in front, each with one of it. A
 * record that begins otherwise is in one piece with the one before it.
 */
export function cutRecords(bytes: Uint8Array): Piece[] | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const head = begin.exec(text.toString('latin1', 0, edgeBytes));
  const tail = end.exec(text.toString('latin1', Math.max(0, text.length - edgeBytes)));
  if (head === null || tail === null) return undefined;
  const pieces: Piece[] = [];
  let from = head[0].length;
  let isOne = true;
  for (let at = text.indexOf(version, from + 2); at >= 0; at = text.indexOf(version, at + 1)) {
    if (text[at - 1] === opening && text[at - 2] === comma && text[at - 3] === closing) {
      pieces.push({ from, to: at - 2, isOne });
      from = at - 1;
      isOne = true;
    } else isOne = false;
  }
  return [...pieces, { from, to: text.length - tail[0].length, isOne }];
}

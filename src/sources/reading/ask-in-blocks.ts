import type { Keep, Piece } from '#core/source.ts';

/** A string of this size stays in the processor's cache; memory for one of the whole text costs more than its search. */
const blockBytes = 64 * 1024;

/** What `keep` says of the pieces of a text, asked for in their order. Blocks of some pieces are made a string at a time. */
export function askInBlocks(bytes: Uint8Array, pieces: readonly Piece[], keep: Keep): (index: number) => boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let block = { from: 0, to: -1, mayBeWanted: (_from: number, _to: number): boolean => true };
  return (index) => {
    const piece = pieces[index];
    if (piece === undefined) return true;
    if (piece.from < block.from || piece.to > block.to) {
      const { from } = piece;
      const to = endOfBlock(pieces, index);
      block = { from, to, mayBeWanted: keep(text.toString('latin1', from, to)) };
    }
    return block.mayBeWanted(piece.from - block.from, piece.to - block.from);
  };
}

/** The end of the last piece that fits; a piece that is larger is a block of its own. */
function endOfBlock(pieces: readonly Piece[], first: number): number {
  const from = pieces[first]?.from ?? 0;
  let to = pieces[first]?.to ?? 0;
  for (let next = first + 1; next < pieces.length; next += 1) {
    const piece = pieces[next];
    if (piece === undefined || piece.to - from > blockBytes) break;
    to = piece.to;
  }
  return to;
}

/** How much of a hostile file Irene is willing to look at. Whatever is over is refused with the limit in words. */
export interface FileLimits {
  /** Bytes of the file after gunzip. */
  fileBytes: number;
  /** Inflated bytes for each gzip byte, looked at once `ratioFrom` bytes are out: small files compress well honestly. */
  ratio: number;
  ratioFrom: number;
  /** Bytes of one JSON value: a line, or a whole document. */
  valueBytes: number;
  /** Objects and arrays inside each other. */
  depth: number;
  /** Members and elements of one JSON value: `[{},{},…]` takes twenty times its own size once parsed. */
  members: number;
  /** Parts of one file that are no record. A file that is mostly refuse is refused as a whole. */
  rejects: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: FileLimits = {
  fileBytes: 512 * mebibyte,
  ratio: 250,
  ratioFrom: 16 * mebibyte,
  valueBytes: 32 * mebibyte,
  depth: 200,
  members: 2_000_000,
  rejects: 10_000,
};

/** `32 MiB`, or plain bytes below one. */
export function inMebibytes(bytes: number): string {
  return bytes < mebibyte ? `${bytes} bytes` : `${Number((bytes / mebibyte).toFixed(1))} MiB`;
}

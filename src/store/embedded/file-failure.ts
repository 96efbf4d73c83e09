import { TemporaryFailure } from '#core/errors.ts';

/** A person frees space or the system its handles; then the same call works. */
const passing = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE', 'EAGAIN', 'EBUSY', 'EROFS']);

/** What the file system threw, for callers: TemporaryFailure where another try can work, else the error as it was. */
export function fileFailure(error: unknown): unknown {
  if (!passing.has(codeOf(error))) return error;
  return new TemporaryFailure(`the folder of blobs cannot answer now: ${(error as Error).message}`, { cause: error });
}

/** There is no such file. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

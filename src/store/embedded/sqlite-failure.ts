import { TemporaryFailure } from '#core/errors.ts';

// https://sqlite.org/rescode.html
const codes = { busy: 5, locked: 6, noMemory: 7, ioError: 10, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 };
const passing = new Set([codes.busy, codes.locked, codes.noMemory, codes.ioError, codes.full, codes.cannotOpen]);

/** What SQLite threw, for callers: TemporaryFailure where another try can work (busy, disk full), else the error as it was. */
export function sqliteFailure(error: unknown): unknown {
  if (!passing.has(codeOf(error))) return error;
  return new TemporaryFailure(`the database cannot answer now: ${(error as Error).message}`, { cause: error });
}

/** Another connection holds the lock that this one needs. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === codes.busy;
}

/** The file is damaged, or no database at all. */
export function isCorrupt(error: unknown): boolean {
  const code = codeOf(error);
  return code === codes.corrupt || code === codes.notADatabase;
}

/** The primary code (the lowest byte of an extended one); 0 for an error that is not SQLite's. */
function codeOf(error: unknown): number {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return 0;
  return error.errcode & 0xff;
}

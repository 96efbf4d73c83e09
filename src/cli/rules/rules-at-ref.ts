import { execFile, spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { RuleFile } from '#rules/rule-file.ts';

const run = promisify(execFile);
const mostBytes = 256 * 1024 * 1024;

/** Git has no such ref here, or there is no Git; `message` is for people. */
export class NoSuchRef extends Error {
  override name = 'NoSuchRef';
}

/**
 * The YAML files of a folder as they were at a Git ref; paths relative to the folder. Links are left out: what they lead to
 * is not in the history. Rejects with NoSuchRef.
 */
export async function rulesAtRef(folder: string, ref: string): Promise<RuleFile[]> {
  const commit = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch(
    (cause: unknown) => {
      throw new NoSuchRef(whyNot(cause, ref), { cause });
    },
  );
  const listed = await git(folder, ['ls-tree', '-r', '-z', commit.trim()]);
  const blobs = listed.split('\0').flatMap(blobOf);
  const texts = await readBlobs(
    folder,
    blobs.map(({ id }) => id),
  );
  return blobs.map(({ path }, i) => ({ path, text: texts[i] ?? '' })).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function git(folder: string, args: string[]): Promise<string> {
  return (await run('git', ['-C', folder, ...args], { maxBuffer: mostBytes })).stdout;
}

function whyNot(cause: unknown, ref: string): string {
  if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT')
    return 'git is not installed';
  const said = typeof cause === 'object' && cause !== null && 'stderr' in cause ? String(cause.stderr).trim() : '';
  return said === '' ? `git knows no commit ${ref}` : `git: ${said}`;
}

/** A line of `ls-tree`: mode, type, id, a tab, the path. */
function blobOf(line: string): { id: string; path: string }[] {
  const [, mode = '', id, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
  if (id === undefined || path === undefined || mode === '120000') return [];
  const isHidden = path.split('/').some((name) => name.startsWith('.'));
  return /\.ya?ml$/.test(path) && !isHidden ? [{ id, path }] : [];
}

/** The contents of blobs, in the order of their ids, from one process. */
async function readBlobs(folder: string, ids: string[]): Promise<string[]> {
  const process = spawn('git', ['-C', folder, 'cat-file', '--batch'], { stdio: ['pipe', 'pipe', 'ignore'] });
  process.stdin.on('error', () => undefined); // it ended early: what is missing shows below
  process.stdin.end(ids.map((id) => `${id}\n`).join(''));
  const all = await buffer(process.stdout);
  const texts: string[] = [];
  for (let at = 0; at < all.length; ) {
    const end = all.indexOf(0x0a, at);
    const size = Number(/ blob (\d+)$/.exec(all.toString('latin1', at, end))?.[1]);
    if (!Number.isInteger(size)) throw new NoSuchRef('git cat-file gave an answer that is not understood');
    texts.push(all.toString('utf8', end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  if (texts.length !== ids.length) throw new NoSuchRef('git cat-file gave fewer files than were asked for');
  return texts;
}

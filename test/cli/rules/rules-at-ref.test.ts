import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NoSuchRef, rulesAtRef } from '#cli/rules/rules-at-ref.ts';

async function aRepository(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'irene-git-'));
  await mkdir(join(root, 'rules/detect'), { recursive: true });
  await writeFile(join(root, 'rules/policy.yml'), 'first: 日本\n');
  await writeFile(join(root, 'rules/detect/a b.yml'), 'a: 1\n');
  await writeFile(join(root, 'rules/.hidden.yml'), 'x');
  await symlink('/etc/passwd', join(root, 'rules/link.yml'));
  await writeFile(join(root, 'other.yml'), 'x');
  commit(root, 'one');
  await writeFile(join(root, 'rules/policy.yml'), 'second\n');
  commit(root, 'two');
  return root;
}

function commit(root: string, message: string): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['init', '-q'], { cwd: root });
  execFileSync('git', ['add', '-A'], { cwd: root });
  execFileSync('git', [...who, 'commit', '-qm', message], { cwd: root });
}

it('reads the rules as they were, and only those of the folder', async () => {
  const root = await aRepository();
  expect(await rulesAtRef(join(root, 'rules'), 'HEAD~1')).toEqual([
    { path: 'detect/a b.yml', text: 'a: 1\n' },
    { path: 'policy.yml', text: 'first: 日本\n' },
  ]);
  expect((await rulesAtRef(join(root, 'rules'), 'HEAD'))[1]?.text).toBe('second\n');
});

it.each(['nothing', '--output=/tmp/x', '-h', 'HEAD; touch /tmp/x', '', '$(id)', 'HEAD:rules'])(
  'knows no commit %j',
  async (ref) => {
    const root = await aRepository();
    await expect(rulesAtRef(join(root, 'rules'), ref)).rejects.toThrow(NoSuchRef);
  },
);

it('says so where there is no repository', async () => {
  const root = await mkdtemp(join(tmpdir(), 'irene-no-git-'));
  await expect(rulesAtRef(root, 'HEAD')).rejects.toThrow(/not a git repository/);
});

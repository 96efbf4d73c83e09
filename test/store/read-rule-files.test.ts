import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRuleFiles } from '#store/read-rule-files.ts';
import { aHome } from './embedded/a-home.ts';

test('reads every YAML file below the folder, by path', async () => {
  const folder = await aHome();
  await mkdir(join(folder, 'detect'));
  for (const path of ['projects.yml', 'detect/a.yaml', 'notes.md']) await writeFile(join(folder, path), path);
  expect(await readRuleFiles(folder)).toEqual([
    { path: 'detect/a.yaml', text: 'detect/a.yaml' },
    { path: 'projects.yml', text: 'projects.yml' },
  ]);
});

// https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps-as-files-from-a-pod
test('reads a mounted ConfigMap, where files are links into a hidden folder, once', async () => {
  const folder = await aHome();
  await mkdir(join(folder, '..2026_01_31'));
  await writeFile(join(folder, '..2026_01_31', 'projects.yml'), 'projects: []');
  await symlink('..2026_01_31', join(folder, '..data'));
  await symlink('..data/projects.yml', join(folder, 'projects.yml'));
  expect(await readRuleFiles(folder)).toEqual([{ path: 'projects.yml', text: 'projects: []' }]);
});

test('a link to a file that is gone is not passed over', async () => {
  const folder = await aHome();
  await symlink('nowhere.yml', join(folder, 'projects.yml'));
  await expect(readRuleFiles(folder)).rejects.toThrow('projects.yml');
});

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from 'vitest';
import type { RuleFiles } from '#core/rule-files.ts';
import { ruleFilesOfBucket } from '#store/aws/rule-files-of-bucket.ts';
import { aName, describeOnAws } from './an-aws-world.ts';

describeOnAws((world) => {
  let bucket: string;
  let files: RuleFiles;
  beforeEach(() => {
    bucket = aName();
    world().sandbox.createBucket(bucket);
    files = ruleFilesOfBucket(`s3://${bucket}/team/rules`, { pathStyle: true, client: world().clients.s3 });
  });

  const put = (key: string, text: string) =>
    world().clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text }));

  test('the YAML files below the prefix are read by path, and nothing else', async () => {
    await put('team/rules/policy.yml', 'a: ü');
    await put('team/rules/detect/aws/root.yaml', 'b');
    await put('team/rules/notes.md', 'c');
    await put('team/rules/.git/x.yml', 'd');
    await put('team/rules-of-others/policy.yml', 'e');
    expect(await files.read()).toEqual([
      { path: 'detect/aws/root.yaml', text: 'b' },
      { path: 'policy.yml', text: 'a: ü' },
    ]);
  });

  test('the signature changes with a text, a new file and a lost one, and not by itself', async () => {
    await put('team/rules/policy.yml', 'one');
    const first = await files.signature();
    expect(await files.signature()).toBe(first);
    await put('team/rules/policy.yml', 'two');
    const second = await files.signature();
    await put('team/rules/other.yml', 'two');
    expect(new Set([first, second, await files.signature()]).size).toBe(3);
  });

  test('more than a thousand files are all found', { timeout: 60_000 }, async () => {
    for (let n = 0; n < 1_050; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, at) => put(`team/rules/${n + at}.yml`, 'x')));
    }
    expect(await files.read()).toHaveLength(1_050);
  });

  test('a bucket that is not there rejects', async () => {
    const gone = ruleFilesOfBucket(`s3://${aName()}`, { pathStyle: true, client: world().clients.s3 });
    await expect(gone.signature()).rejects.toThrow();
  });
});

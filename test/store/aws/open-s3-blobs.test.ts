import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeEach, expect, test } from 'vitest';
import type { Blobs } from '#core/blobs.ts';
import { TemporaryFailure } from '#core/errors.ts';
import { s3Error } from '#sandbox/aws/aws-error.ts';
import { openS3Blobs } from '#store/aws/open-s3-blobs.ts';
import { describeBlobs } from '#test/contracts/blobs.ts';
import { aName, describeOnAws } from './an-aws-world.ts';

const megabyte = 1_024 * 1_024;

describeOnAws((world) => {
  describeBlobs('the S3 blobs', async () => {
    const bucket = aName();
    world().sandbox.createBucket(bucket);
    return { blobs: openS3Blobs({ client: world().clients.s3, bucket }), close: async () => undefined };
  });

  let blobs: Blobs;
  beforeEach(() => {
    const bucket = aName();
    world().sandbox.createBucket(bucket);
    blobs = openS3Blobs({ client: world().clients.s3, bucket });
  });

  test('a stream of many parts is saved whole', async () => {
    const chunk = Buffer.alloc(megabyte, 'x');
    await blobs.put('big', Readable.from(Array.from({ length: 12 }, () => chunk)));
    const stream = await blobs.get('big');
    expect(stream && (await buffer(stream)).equals(Buffer.alloc(12 * megabyte, 'x'))).toBe(true);
  });

  test('a stream that breaks after its first parts leaves nothing behind', async () => {
    const source = async function* () {
      for (let n = 0; n < 12; n++) yield Buffer.alloc(megabyte, 'x');
      throw new Error('the line is down');
    };
    await expect(blobs.put('big', Readable.from(source()))).rejects.toThrow('the line is down');
    expect(await blobs.get('big')).toBeUndefined();
  });

  test('a stream that breaks before anything is read of it fails the put and nothing else', async () => {
    const source = new Readable({ read: () => {} });
    const saving = blobs.put('a', source);
    source.destroy(new Error('the file is gone'));
    await expect(saving).rejects.toThrow('the file is gone');
  });

  test('a stream is closed when it cannot be saved', async () => {
    world().sandbox.failNext('PUT', /s3/, s3Error('SlowDown', 503), 3);
    for (const key of ['a', 'not a key']) {
      const source = Readable.from([Buffer.from('x')]);
      await expect(blobs.put(key, source)).rejects.toThrow();
      expect(source.destroyed).toBe(true);
    }
  });

  test('S3 may fail twice', async () => {
    world().sandbox.failNext('PUT', /s3/, s3Error('SlowDown', 503), 2);
    await blobs.put('a', Buffer.from('x'));
    world().sandbox.failNext('GET', /s3/, { reset: true }, 2);
    const stream = await blobs.get('a');
    expect(stream && String(await buffer(stream))).toBe('x');
  });

  test.each([
    ['fails', s3Error('InternalError', 500)],
    ['cuts the connection', { reset: true }],
  ] as const)('everything is a temporary failure while S3 %s', async (_, fault) => {
    world().sandbox.failNext('*', /s3/, fault, 9);
    await expect(blobs.put('a', Buffer.from('x'))).rejects.toBeInstanceOf(TemporaryFailure);
    await expect(blobs.get('a')).rejects.toBeInstanceOf(TemporaryFailure);
    await expect(blobs.list('')).rejects.toBeInstanceOf(TemporaryFailure);
  });

  test('an object that is cut short while it is read is a temporary failure, never a short file', async () => {
    await blobs.put('a', Buffer.alloc(100_000, 'x'));
    world().sandbox.failNext('GET', /s3/, { invalidJson: true });
    const stream = await blobs.get('a');
    await expect(stream && buffer(stream)).rejects.toBeInstanceOf(TemporaryFailure);
  });

  test('a bucket that is not there is no passing thing', async () => {
    const other = openS3Blobs({ client: world().clients.s3, bucket: aName() });
    await expect(other.get('a')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

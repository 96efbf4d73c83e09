import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { TemporaryFailure } from '#core/errors.ts';
import type { RuleFiles } from '#core/rule-files.ts';
import { isRulePath } from '../read-rule-files.ts';
import { askAws } from './aws-failure.ts';
import { createAwsClients } from './create-aws-clients.ts';

interface RulePlace {
  client: S3Client;
  bucket: string;
  /** Without a slash at its end; may be empty. */
  prefix: string;
}

interface RuleObject {
  key: string;
  path: string;
  etag: string;
}

/** So many are fetched at a time. */
const atOnce = 16;

/** The rules under `s3://bucket/prefix`, with the credentials of the standard environment. */
export function ruleFilesOfBucket(address: string, options: { pathStyle: boolean; client?: S3Client }): RuleFiles {
  const { hostname, pathname } = new URL(address);
  const client = options.client ?? createAwsClients({ pathStyle: options.pathStyle }).s3;
  const place: RulePlace = { client, bucket: hostname, prefix: decodeURIComponent(pathname).replace(/^\/+|\/+$/g, '') };
  return {
    place: address,
    lookEveryMs: 30_000,
    signature: async () => JSON.stringify((await list(place)).map(({ path, etag }) => [path, etag])),
    read: () => read(place),
  };
}

async function list({ client, bucket, prefix }: RulePlace): Promise<RuleObject[]> {
  const folder = prefix === '' ? '' : `${prefix}/`;
  const found: RuleObject[] = [];
  await askAws('S3', async () => {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: folder })) {
      for (const { Key: key = '', ETag: etag = '' } of page.Contents ?? []) {
        const path = key.slice(folder.length);
        if (isRulePath(path)) found.push({ key, path, etag });
      }
    }
  });
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function read(place: RulePlace): Promise<{ path: string; text: string }[]> {
  const objects = await list(place);
  const texts: { path: string; text: string }[] = [];
  for (let from = 0; from < objects.length; from += atOnce) {
    const some = objects.slice(from, from + atOnce);
    texts.push(
      ...(await Promise.all(some.map(async (object) => ({ path: object.path, text: await get(place, object) })))),
    );
  }
  return texts;
}

/** Only as it was listed: what has changed since is read together with all that changed with it. */
async function get({ client, bucket }: RulePlace, { key, etag }: RuleObject): Promise<string> {
  const answer = await askAws('S3', () => client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
  if (answer.ETag !== etag) throw new TemporaryFailure(`${key} has changed while the rules were read`);
  return (await answer.Body?.transformToString('utf8')) ?? '';
}

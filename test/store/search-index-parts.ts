import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Case } from '#core/case.ts';
import type { SearchIndex } from '#core/search.ts';
import { parseQuery } from '#core/query/parse-query.ts';
import { openSearchIndex } from '#store/open-search-index.ts';

/** Two cases that have few words in common. */
export const brute = aCase('irn-aaaabbbbcccc', {
  type: 'UnauthorizedAccess:EC2/SSHBruteForce',
  title: '198.51.100.7 is performing SSH brute force attacks against i-0abc12',
  resource: {
    id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc12',
    type: 'AwsEc2Instance',
    name: 'bastion_host',
  },
  account: '111122223333',
  region: 'eu-west-1',
  project: 'payments',
  sources: ['guardduty'],
  lastSeenAt: '2026-01-31T09:00:00.000Z',
});
export const bucket = aCase('irn-aaaa22223333', {
  type: 'PUBLIC_BUCKET_ACL',
  title: '公開バケット: café exports are public',
  resource: { id: '//storage.googleapis.com/exports', type: 'google.cloud.storage.Bucket' },
  project: 'crm',
  sources: ['scc'],
  facts: [{ label: 'owner', value: 'aki@example.com' }],
  lastSeenAt: '2026-01-31T10:00:00.000Z',
});

/** A question for a text that is a query, at the end of 2026. */
export function asking(text: string, limit = 10, cursor?: string) {
  const parsed = parseQuery(text);
  if ('error' in parsed) throw new Error(JSON.stringify(parsed.error));
  const now = new Date('2026-12-31T00:00:00.000Z');
  return { query: parsed.query, now, limit, ...(cursor === undefined ? {} : { cursor }) };
}

/** The path of an index that is not there yet. */
export async function aFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'irene-search-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'search.db');
}

/** An empty index. */
export async function anIndex(): Promise<SearchIndex> {
  const index = openSearchIndex(await aFile());
  onTestFinished(() => index.close());
  return index;
}

/** A plain case, in which `more` is so. */
export function aCase(id: string, more: Partial<Case>): Case {
  const at = '2026-01-01T00:00:00.000Z';
  const by = { kind: 'system', id: 'test' } as const;
  return {
    id,
    fingerprint: id,
    type: 'type',
    title: 'title',
    sources: [],
    project: 'none',
    provider: 'aws',
    account: 'none',
    resource: { id: 'none', type: 'none' },
    facts: [],
    severity: 'low',
    severityBy: by,
    status: 'open',
    statusBy: by,
    statusAt: at,
    calls: 0,
    episode: 1,
    openedAt: at,
    firstSeenAt: at,
    lastSeenAt: at,
    count: 1,
    trace: [],
    shownIn: [],
    revision: 1,
    timelineLength: 1,
    ...more,
  };
}

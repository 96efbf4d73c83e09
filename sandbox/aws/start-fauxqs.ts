import { createHash, randomUUID } from 'node:crypto';
import { findPackageJSON } from 'node:module';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { buildApp } from 'fauxqs';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;

export interface Fauxqs {
  port: number;
  createBucket: (name: string) => void;
  sendMessage: (queueName: string, body: string) => void;
  /** Called for every object that is saved from now on. */
  onSaved: (tell: (bucket: string, key: string) => void) => void;
  close: () => Promise<void>;
}

/**
 * S3 and SQS in this process, all in memory, on a free port of the loopback address. Built from its parts, for its own
 * start listens to the whole network, and its S3 lists in the order of a dictionary.
 */
export async function startFauxqs({ region }: { region: string }): Promise<Fauxqs> {
  const stores = await makeStores();
  listInOrderOfBytes(stores.s3Store);
  const app = buildApp({ logger: false, defaultRegion: region, stores });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const tellers: ((bucket: string, key: string) => void)[] = [];
  watchSaved(stores.s3Store, (bucket, key) => {
    for (const tell of tellers) tell(bucket, key);
  });
  return {
    port: (app.server.address() as AddressInfo).port,
    createBucket: (name) => stores.s3Store.createBucket(name),
    sendMessage: (queueName, body) => sendMessage(stores.sqsStore, queueName, body),
    onSaved: (tell) => tellers.push(tell),
    close: () => app.close(),
  };
}

function sendMessage(store: Stores['sqsStore'], queueName: string, body: string): void {
  const queue = store.getQueueByName(queueName);
  if (queue === undefined) throw new Error(`there is no queue ${queueName}`);
  const md5OfBody = createHash('md5').update(body).digest('hex');
  const made = { messageId: randomUUID(), body, md5OfBody, messageAttributes: {}, md5OfMessageAttributes: '' };
  queue.enqueue({ ...made, sentTimestamp: Date.now(), approximateReceiveCount: 0 });
}

/** The package does not export them. */
async function makeStores(): Promise<Stores> {
  const home = findPackageJSON('fauxqs', import.meta.url);
  if (home === undefined) throw new Error('fauxqs is not installed');
  const load = (path: string) =>
    import(new URL(path, pathToFileURL(home)).href) as Promise<Record<string, new () => unknown>>;
  const make = async (path: string, name: string) => {
    const Store = (await load(path))[name];
    if (Store === undefined) throw new Error(`this fauxqs has no ${name}`);
    return new Store();
  };
  return {
    sqsStore: await make('dist/sqs/sqsStore.js', 'SqsStore'),
    snsStore: await make('dist/sns/snsStore.js', 'SnsStore'),
    s3Store: await make('dist/s3/s3Store.js', 'S3Store'),
  } as Stores;
}

/** As S3 does; else a page could hold neither the next keys nor all of them. */
function listInOrderOfBytes(store: Stores['s3Store']): void {
  const list = store.listObjects.bind(store);
  store.listObjects = (bucket, options = {}) => {
    const { maxKeys = 1_000, startAfter = options.marker ?? '', delimiter } = options;
    if (delimiter !== undefined && delimiter !== '') return list(bucket, options);
    const { prefix = '' } = options;
    const all = list(bucket, { prefix, maxKeys: Number.POSITIVE_INFINITY }).objects;
    const rest = all.filter(({ key }) => inOrder(key, startAfter) > 0).toSorted((a, b) => inOrder(a.key, b.key));
    return { objects: rest.slice(0, maxKeys), commonPrefixes: [], isTruncated: rest.length > maxKeys };
  };
}

function inOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function watchSaved(store: Stores['s3Store'], tell: (bucket: string, key: string) => void): void {
  const spy = {
    addMessage: (event: { service: string; status: string; bucket?: string; key?: string }) => {
      const { service, status, bucket, key } = event;
      const isSaved = service === 's3' && (status === 'uploaded' || status === 'copied');
      if (isSaved && bucket !== undefined && key !== undefined) tell(bucket, key);
    },
  };
  Object.assign(store, { spy });
}

import type { Blobs, SaveAndSend } from '#core/blobs.ts';
import type { Instant, Json } from '#core/json.ts';
import type { Leases } from '#core/leases.ts';
import type { Queue } from '#core/queue.ts';
import type { Table } from '#core/table.ts';
import { readS3Notification } from './aws/read-s3-notification.ts';
import { lockHome } from './embedded/lock-home.ts';
import { openEmbeddedStore } from './embedded/open-embedded-store.ts';
import { soleLeases } from './embedded/sole-leases.ts';
import { openTableLeases } from './open-table-leases.ts';

/** Which members keep Irene's data, and where. */
export type StoreSettings =
  | { kind: 'embedded'; home: string }
  | { kind: 'aws'; tableName: string; bucket: string; queueUrl: string; deadQueueUrl: string; pathStyle: boolean };

export interface Store {
  table: Table;
  queue: Queue;
  blobs: Blobs;
  /** Only where it is quicker than a put and a send. */
  saveAndSend?: SaveAndSend;
  leases: Leases;
  /** How often to look for what other processes have put, in ms. */
  lookEveryMs: number;
  /** How many files it likes to have in work, and alerts of each: the more, the fewer waits for the disk. */
  atOnce: { files: number; alerts: number };
  /**
   * The files that a message of the store itself announces, to be read by their content; undefined when it is none.
   * What Irene saved herself is not news: she has queued it.
   */
  readNotice(body: Json): { key: string; source: string; receivedAt: Instant }[] | undefined;
  /** Removes what has expired, where the store does not do so by itself. Returns how many. */
  sweep(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens the store that the settings name. `isShowing`: this process works on the lanes, and must be the only one on an
 * embedded store; throws CannotStart when it is not.
 */
export async function openStore(
  settings: StoreSettings,
  { now, isShowing }: { now: () => Date; isShowing: boolean },
): Promise<Store> {
  if (settings.kind === 'aws') {
    // The SDK takes 80 MB, which an embedded store does without.
    const { openAwsStore } = await import('./aws/open-aws-store.ts');
    const store = await openAwsStore({ ...settings, now });
    return {
      ...store,
      leases: openTableLeases(store.table, { now }),
      lookEveryMs: 5000,
      atOnce: { files: 10, alerts: 5 },
      readNotice: (body) => filesAnnounced(body, settings.bucket, now),
      sweep: async () => 0,
    };
  }
  const { table, queue, blobs, saveAndSend, close } = await openEmbeddedStore(settings.home, { now });
  const unlock = isShowing ? lockHome(settings.home) : undefined;
  return {
    table,
    queue,
    blobs,
    saveAndSend,
    leases: soleLeases,
    lookEveryMs: 1000,
    atOnce: { files: 64, alerts: 64 },
    readNotice: () => undefined,
    sweep: () => table.sweep(),
    async close() {
      close();
      unlock?.();
    },
  };
}

function filesAnnounced(body: Json, bucket: string, now: () => Date): ReturnType<Store['readNotice']> {
  const objects = readS3Notification(body);
  // One of a bucket that Irene does not read must not vanish: the message is given up in the end, and told.
  if (objects?.some((object) => object.bucket !== bucket)) return undefined;
  const news = objects?.filter(({ key }) => !key.startsWith('files/'));
  return news?.map(({ key, savedAt }) => ({ key, source: 'auto', receivedAt: savedAt ?? now().toISOString() }));
}

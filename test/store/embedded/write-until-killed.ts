import { openEmbeddedStore } from '#store/embedded/open-embedded-store.ts';

// A process of its own: `node write-until-killed.ts HOME NAME [COUNT]`. Writes to all three members and prints `NAME-n`
// for each n that is acknowledged; without COUNT until somebody kills it.
const [home = '', name = '', count = 'Infinity'] = process.argv.slice(2);
const store = await openEmbeddedStore(home, { now: () => new Date() });
for (let n = 0; n < Number(count); n++) {
  const id = `${name}-${n}`;
  await store.blobs.put(`${name}/${id}`, Buffer.from(id));
  await store.table.write(['one', 'two'].map((sk) => ({ put: { pk: id, sk, v: 1, body: id }, when: 'absent' })));
  await store.queue.send([id]);
  process.stdout.write(`${id}\n`);
}
store.close();

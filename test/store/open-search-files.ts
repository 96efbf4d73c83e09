import { once } from 'node:events';
import { join } from 'node:path';
import { openSearchIndex } from '#store/open-search-index.ts';

// A process of its own: `node open-search-files.ts FOLDER COUNT`. Prints `ready`, waits for its input to begin, and
// opens `0.db`, `1.db`, … one after the other.
const [folder = '', count = '0'] = process.argv.slice(2);
process.stdout.write('ready');
await once(process.stdin, 'data');
for (let n = 0; n < Number(count); n++) openSearchIndex(join(folder, `${n}.db`)).close();

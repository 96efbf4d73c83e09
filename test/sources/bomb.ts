import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { sources } from '#sources/list.ts';
import { createOpenFile } from '#sources/open-file.ts';

/*
 * Run by itself: feeds 1 GiB of one byte, gzipped on the fly, to the opener and prints what came of it, with the most
 * memory this process ever had. Arguments: the byte, the allowed ratio and the gzip level.
 */

const mebibyte = 1024 * 1024;
const [byte = ' ', ratio = '250', level = '6'] = process.argv.slice(2);

function* gibibyte(): Generator<Buffer> {
  const block = Buffer.alloc(mebibyte, byte);
  for (let i = 0; i < 1024; i += 1) yield block;
}

let refusal = '';
try {
  const bytes = Readable.from(gibibyte()).pipe(createGzip({ level: Number(level) }));
  const { reads } = await createOpenFile(sources, { ratio: Number(ratio) })(bytes, 'auto', {
    key: 'bomb',
    receivedAt: '',
  });
  for await (const _read of reads);
} catch (error) {
  refusal = `${(error as Error).name}: ${(error as Error).message}`;
}
process.stdout.write(JSON.stringify({ refusal, maxRss: process.resourceUsage().maxRSS }));

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

// Loaded into the process that is watched, by `--import`. The engine collects old garbage when it likes, minutes apart,
// so memory goes up and down like a saw; collected every few seconds, what is left can be compared. It is told as a line
// of the log.
const everyMs = 5_000;

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setInterval(() => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    process.stdout.write(`${JSON.stringify({ msg: 'live heap', time: Date.now(), bytes: heapUsed + external })}\n`);
  }, everyMs).unref();
}

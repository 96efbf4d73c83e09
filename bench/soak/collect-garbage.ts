import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loaded into the process that is watched, by `--import`. The engine collects old garbage when it likes, minutes apart,
// so memory goes up and down like a saw; collected every few seconds, what is left can be compared.
const everyMs = 5_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
setInterval(collect, everyMs).unref();

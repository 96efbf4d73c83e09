// Finds optional packages of other platforms that the lock file does not name, and with `--mend` adds them. npm leaves
// them out when it cannot look them up while it writes the lock; `npm ci` then refuses the lock everywhere.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
};
const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

function missingOf(lock) {
  const missing = [];
  for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const isNamed =
        lock.packages[`node_modules/${name}`] !== undefined ||
        lock.packages[`${parent}/node_modules/${name}`] !== undefined;
      if (!isNamed) missing.push({ parent, name, version, dev: dev === true });
    }
  }
  return missing;
}

/** The entry npm would have written, as far as the package's name tells. */
function entryOf({ name, version, dev }) {
  const words = name.split(/[/-]/);
  const os = words.map((word) => systems[word]).find((system) => system !== undefined);
  const cpu = words.flatMap((word) => processors.filter((one) => one === word))[0];
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined;
  return {
    version,
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(dev ? { dev } : {}),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
    ...(libc === undefined ? {} : { libc }),
  };
}

const missing = missingOf(lock);
if (process.argv.includes('--mend')) {
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryOf(one);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`lock: ${missing.length} entries added\n`);
} else {
  for (const { parent, name } of missing)
    process.stderr.write(`lock: ${name}, optional for ${parent}, is not in ${file}\n`);
  process.stdout.write(`lock: ${Object.keys(lock.packages).length} packages, ${missing.length} missing\n`);
  if (missing.length > 0) process.stderr.write('lock: run `node checks/lock.js --mend`\n');
  process.exitCode = missing.length > 0 ? 1 : 0;
}

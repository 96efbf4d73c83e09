// Plain JavaScript on purpose: an older Node must be able to read this file in order to refuse in one clear line.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `irene needs Node 24 or newer, this is ${process.versions.node} (${process.execPath}). ` +
      'Run it through npm (npm start, npm run demo, npm test), which brings its own Node on Linux, or install Node 24.\n',
  );
  process.exit(1);
}

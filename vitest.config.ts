import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/unpack-browser.ts'],
    reporters: ['default', './test/closing-line-reporter.ts'],
    // Only to end what hangs: a machine that does other work beside the tests may be ten times slower.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // More than there are cores in CI: the long ones mostly wait for pauses that they must keep.
    maxWorkers: 4,
    env: { LOG_LEVEL: 'silent', TZ: 'UTC' },
    coverage: { include: ['src/**'], reporter: ['text-summary'] },
  },
});

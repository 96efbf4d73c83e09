import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/unpack-browser.ts'],
    reporters: ['default', './test/closing-line-reporter.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    env: { LOG_LEVEL: 'silent', TZ: 'UTC' },
    coverage: { include: ['src/**'], reporter: ['text-summary'] },
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/site/sample-server.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores, and many tests start a database, a server or a browser of their own.
    maxWorkers: 2,
  },
});

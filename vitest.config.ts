import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Load probes want the machine for themselves: npm run test:live.
    exclude: ['test/**/*.live.test.ts'],
    // Every test talks to its own loopback port, so files may share a worker; isolation costs seven seconds.
    pool: 'threads',
    isolate: false,
    // The default leaves one core idle; most rows wait for loopback.
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});

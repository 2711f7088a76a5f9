import { defineConfig } from 'vitest/config';

/** Suites of their own: npm run test:surfaces. */
export const SURFACES = ['action', 'docs-site', 'init', 'mcp'].map((folder) => `test/${folder}/**/*.test.ts`);

/** A suite of its own: npm run test:hostile. */
export const HOSTILE = ['hostile', 'regular-expressions'].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Load probes want the machine for themselves: npm run test:live.
    exclude: ['test/**/*.live.test.ts', ...SURFACES, ...HOSTILE],
    // Every test talks to its own loopback port, so files may share a worker; isolation costs seven seconds.
    pool: 'threads',
    isolate: false,
    // The default leaves one core idle; most rows wait for loopback.
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});

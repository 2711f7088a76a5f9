import { defineConfig } from 'vitest/config';
import { SERVER_FAULTS } from './vitest.config.ts';

/** The server and its databases killed, filled and flooded: one file after another, for some stop what all share. */
export default defineConfig({
  test: {
    include: [...SERVER_FAULTS],
    globalSetup: ['test/server/postgres.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});

import { defineConfig } from 'vitest/config';
import { LIVE, SERVER } from './vitest.config.ts';

/** The server, on the embedded database and on a PostgreSQL of its own where one is installed. */
export default defineConfig({
  test: {
    include: [...SERVER],
    exclude: [...LIVE],
    globalSetup: ['test/server/postgres.ts'],
    pool: 'forks',
    // One of them stops the database that all share.
    fileParallelism: false,
    // Processes are started and killed; a busy machine takes its time.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});

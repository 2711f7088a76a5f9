import { defineConfig } from 'vitest/config';
import { LIVE, SERVER, SERVER_FAULTS } from './vitest.config.ts';

/** The server, on the embedded database and on a PostgreSQL of its own where one is installed. */
export default defineConfig({
  test: {
    include: [...SERVER],
    exclude: [...LIVE, ...SERVER_FAULTS],
    globalSetup: ['test/server/postgres.ts'],
    pool: 'forks',
    // Most of them wait for clocks and processes: one more than the two cores of a small machine.
    maxWorkers: 3,
    // Processes are started and killed; a busy machine takes its time.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});

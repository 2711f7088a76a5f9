import { defineConfig } from 'vitest/config';
import { HOSTILE } from './vitest.config.ts';

/** Faults of targets against the built command line, and texts against every pattern: memory and time are measured. */
export default defineConfig({
  test: {
    include: HOSTILE,
    // Processes of their own: what is measured is not what another file did.
    pool: 'forks',
    maxWorkers: 2,
    maxConcurrency: 2,
    testTimeout: 60_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});

import { defineConfig } from 'vitest/config';
import { LIVE, SURFACES } from './vitest.config.ts';

/** End to end through processes and browsers: the command line, the Action's bundle, assistants' clients, the site. */
export default defineConfig({
  test: {
    include: [...SURFACES],
    exclude: [...LIVE],
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});

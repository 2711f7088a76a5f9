import { defineConfig } from 'vitest/config';
import { SURFACES } from './vitest.config.ts';

/** End to end through processes and browsers: the Action's bundle, assistants' clients, written pipelines, the site. */
export default defineConfig({
  test: {
    include: [...SURFACES],
    exclude: ['test/**/*.live.test.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});

import { defineConfig } from 'vitest/config';
import { SHOP } from './vitest.config.ts';

/** Whole active scans of the lab's shop: what each switch adds, and that nothing is found without. */
export default defineConfig({
  test: {
    include: SHOP,
    pool: 'forks',
    // A scan keeps a core busy.
    maxWorkers: 2,
    // For what hangs: a scan of seconds takes a minute on a busy machine.
    testTimeout: 120_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});

import { defineConfig } from 'vitest/config';
import { LIVE, STAGES, SURFACES } from './vitest.config.ts';

/** From an address to operations and identities: the stages before any rule, against real sockets. */
export default defineConfig({
  test: {
    include: STAGES,
    exclude: [...LIVE, ...SURFACES],
    pool: 'threads',
    isolate: false,
    maxWorkers: 4,
    testTimeout: 60_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});

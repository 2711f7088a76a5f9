import { defineConfig } from 'vitest/config';
import { HOSTILE, LIVE, STAGES, SURFACES } from './vitest.config.ts';

/** All that a rule stands on: transport, documents, discovery, identities, exploration, writes and their journal. */
export default defineConfig({
  test: {
    include: STAGES,
    exclude: [...LIVE, ...SURFACES, ...HOSTILE],
    pool: 'threads',
    isolate: false,
    maxWorkers: 4,
    testTimeout: 60_000,
    setupFiles: ['test/fixed-seed.ts'],
  },
});

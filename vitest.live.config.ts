import { defineConfig } from 'vitest/config';
import { LIVE } from './vitest.config.ts';

/** Probes of real processes under load: one file after another, alone on the machine. */
export default defineConfig({
  test: { include: [...LIVE], pool: 'forks', fileParallelism: false, testTimeout: 120_000 },
});

import { defineConfig } from 'vitest/config';

/** Probes of real processes under load: one file after another, alone on the machine. */
export default defineConfig({
  test: { include: ['test/**/*.live.test.ts'], pool: 'forks', fileParallelism: false, testTimeout: 120_000 },
});

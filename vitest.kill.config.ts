import { defineConfig } from 'vitest/config';

/** Active scans killed at any write, and what `middlebrick cleanup` does after them. */
export default defineConfig({
  test: { include: ['test/hostile/kill.test.ts'], pool: 'forks', testTimeout: 60_000 },
});

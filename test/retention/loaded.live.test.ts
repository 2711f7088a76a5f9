import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { probeRetention } from '../../src/retention/probe.ts';
import { startTarget } from './start-target.ts';

vi.setConfig({ testTimeout: 130_000, hookTimeout: 20_000 });

/** A load of eight on two cores: burners that end by themselves, whatever becomes of this test. */
const BURNERS = 6;
const BURN_MS = 240_000;
const BURN = `const until = Date.now() + ${BURN_MS}; while (Date.now() < until) Math.sqrt(Math.random());`;

let burners: ChildProcess[] = [];
beforeAll(() => {
  burners = Array.from({ length: BURNERS }, () => spawn(process.execPath, ['-e', BURN], { stdio: 'ignore' }));
});
afterAll(() => {
  for (const burner of burners) burner.kill('SIGKILL');
});

/** On a machine with eight at work for two cores a run may leave the question open; it may not answer it wrongly. */
test.each([
  ['map+open', ['unbounded-growth']],
  ['lru+open', ['bounded-plateau', 'no-retention', 'released-after-idle']],
])('%s beside work that fills the machine', async (mode, right) => {
  const target = await startTarget(process.execPath, ['--expose-gc', 'key-service.mjs', mode]);
  const { origin } = new URL(target.url);
  try {
    const { verdict, reason, seconds } = await probeRetention({
      url: target.url,
      consentHost: '127.0.0.1',
      memory: { metrics: `${origin}/metrics`, collect: `${origin}/gc` },
    });
    expect([...right, 'inconclusive'], reason).toContain(verdict);
    expect(seconds).toBeLessThan(100);
  } finally {
    await target.stop();
  }
});

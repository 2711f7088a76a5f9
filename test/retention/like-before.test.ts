import { expect, test, vi } from 'vitest';
import { keyOf } from '../../src/retention/credentials/supply.ts';
import { tokenSupply } from '../../src/retention/credentials/token-supply.ts';
import { checkOptions } from '../../src/retention/options.ts';
import { planWithLongest } from '../../src/retention/plan.ts';
import { quickProbe } from './quick-probe.ts';

vi.setConfig({ testTimeout: 60_000 });

test('a run that is held against another has credentials of its length', async () => {
  const like = { arm: 'credential', credentialBytes: 700 };
  const result = await quickProbe(['key-service.mjs', 'map'], { like });
  expect(result.credentialBytes).toBe(700);
  expect(result.bytesPerCredential?.estimate).toBeGreaterThan(700);
});

test('a plan that could keep more identities with shorter ones does not', () => {
  const input = {
    arm: 'credential',
    profile: 'full',
    capacity: 10_000,
    credentialBytes: 4_096,
    mostIdentities: Number.POSITIVE_INFINITY,
  } as const;
  expect(planWithLongest(input).credentialBytes).toBe(2_048);
  expect(planWithLongest({ ...input, fixedLength: true }).credentialBytes).toBe(4_096);
});

test.each([
  ['of another arm', { arm: 'jwt', credentialBytes: 700 }],
  ['that are longer than ours ever are', { arm: 'credential', credentialBytes: 1_000_000 }],
  ['that only watched', { arm: 'credential', credentialBytes: 0 }],
])('runs %s say nothing about the length', (_kind, like) => {
  const url = 'http://127.0.0.1:8000/me';
  expect(checkOptions({ url, consentHost: '127.0.0.1', like }).fixedLength).toBeUndefined();
});

test('tokens made as long as tokens are differ by a character at most', async () => {
  const supply = tokenSupply({ secret: 'secret' });
  for (const asked of [512, 1_023, 1_024, 2_047, 2_048]) {
    const length = keyOf((await supply.take(1, asked))[0] ?? '').length;
    for (const again of await supply.take(20, length))
      expect(Math.abs(length - keyOf(again).length)).toBeLessThanOrEqual(1);
  }
});

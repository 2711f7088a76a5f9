import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOptions } from '../../src/retention/options.ts';
import { LIMITS, planRun, planWithLongest, predictedPin } from '../../src/retention/plan.ts';
import { ARMS } from '../../src/retention/vocabulary.ts';

const BASE = {
  arm: 'credential',
  profile: 'full',
  capacity: 10_000,
  credentialBytes: 2_048,
  mostIdentities: Number.POSITIVE_INFINITY,
} as const;

describe('a plan', () => {
  test('in full has 40,000 identities in three waves and no more than half the capacity', () => {
    const plan = planRun(BASE);
    expect(plan).toMatchObject({ rate: 2_200, identities: 40_000, requests: 59_000 });
    expect(plan.phases.map(({ name, requests, seconds }) => `${name} ${requests || seconds}`)).toEqual([
      'warm 3000',
      'ctl 4000',
      'w1 10000',
      'fl1 3000',
      'idle1 7',
      'ctl2 3000',
      'w2 15000',
      'fl2 3000',
      'w3 15000',
      'fl3 3000',
      'idle2 5',
    ]);
    expect(planRun({ ...BASE, capacity: 1_000 })).toMatchObject({ rate: 500 });
  });

  test('takes the longest credential that keeps all identities within the pin limit', () => {
    expect(planWithLongest({ ...BASE, credentialBytes: 4_096 }).credentialBytes).toBe(2_048);
    expect(planWithLongest({ ...BASE, credentialBytes: 4_096, profile: 'quick' }).credentialBytes).toBe(
      4_096,
    );
    expect(planWithLongest({ ...BASE, credentialBytes: 4_096, capacity: 500 }).credentialBytes).toBe(4_096);
  });

  test('waits in silence as long as the user says', () => {
    expect(planRun({ ...BASE, idleSeconds: 31 }).phases.find(({ name }) => name === 'idle1')?.seconds).toBe(
      31,
    );
  });

  test('never passes a limit, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ARMS),
        fc.constantFrom('full', 'quick'),
        fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        fc.integer({ min: 16, max: 20_000 }),
        fc.integer({ min: 100, max: 1_000_000 }),
        (arm, profile, capacity, credentialBytes, mostIdentities) => {
          const plan = planRun({ arm, profile, capacity, credentialBytes, mostIdentities });
          const extra = plan.extraWave?.requests ?? 0;
          expect(plan.rate).toBeLessThanOrEqual(LIMITS.requestsPerSecond);
          expect(plan.requests).toBeLessThanOrEqual(LIMITS.requests);
          expect(plan.requests + extra).toBeLessThanOrEqual(LIMITS.requestsWithExtraWave);
          // Waves are rounded up to whole slices: twelve more identities at most.
          expect(plan.identities + extra).toBeLessThanOrEqual(mostIdentities + 12);
          expect(predictedPin(plan.identities + extra - 16, credentialBytes)).toBeLessThanOrEqual(
            LIMITS.pinnedBytes,
          );
          for (const { requests, slices } of plan.phases) expect(requests % slices).toBe(0);
        },
      ),
      { seed: 1 },
    );
  });
});

describe('options', () => {
  const url = 'https://api.example:8443/me';
  test.each(['api.example', 'api.example:8443', ' API.example '])(
    'consent names the host: %s',
    (consentHost) => {
      expect(checkOptions({ url, consentHost })).toMatchObject({
        arm: 'credential',
        profile: 'full',
        method: 'GET',
      });
    },
  );

  test.each([
    [{ consentHost: 'example' }, 'consent-missing'],
    [{ consentHost: '' }, 'consent-missing'],
    [{ url: 'ftp://api.example' }, 'bad-option'],
    [{ url: 'api' }, 'bad-option'],
    [{ idleSeconds: 300 }, 'bad-option'],
    [{ arm: 'certificate' as const }, 'bad-option'],
    [{ method: 'POST' as 'GET' }, 'bad-option'],
  ])('%o is refused with %s', (change, code) => {
    expect(() => checkOptions({ url, consentHost: 'api.example', ...change })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOptions } from '../../src/retention/options.ts';
import { LIMITS, planRun, planWithLongest, predictedPin } from '../../src/retention/plan.ts';
import { roomOnPage } from '../../src/retention/room-on-page.ts';
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

  test.each([
    ['full', 'connection', '400 600 3000 400 7 500 4000 400 4000 400 5'],
    ['full', 'certificate', '400 400 900 300 7 400 1200 300 1200 300 5'],
    ['quick', 'credential', '600 600 1000 400 2.5 500 1500 400 1500 400 1.5'],
    ['quick', 'connection', '200 200 600 150 2.5 150 1000 150 1000 150 1.5'],
    ['quick', 'certificate', '150 150 300 100 2.5 150 800 100 800 100 1.5'],
  ] as const)('%s, of the arm %s, has its own counts', (profile, arm, counts) => {
    const { phases } = planRun({ ...BASE, profile, arm });
    expect(phases.map(({ requests, seconds }) => requests || seconds).join(' ')).toBe(counts);
  });

  test('has an extra wave in full alone, and none for certificates', () => {
    expect(planRun({ ...BASE, credentialBytes: 256 }).extraWave).toMatchObject({ name: 'w4', arm: 'fresh' });
    expect(planRun({ ...BASE, credentialBytes: 256, profile: 'quick' }).extraWave).toBeUndefined();
    expect(planRun({ ...BASE, credentialBytes: 256, arm: 'certificate' }).extraWave).toBeUndefined();
    expect(planRun({ ...BASE, credentialBytes: 256, mostIdentities: 41_999 }).extraWave).toBeUndefined();
    expect(planRun({ ...BASE, credentialBytes: 256, mostIdentities: 42_000 }).extraWave?.requests).toBe(
      2_000,
    );
  });

  test('waits for as many samples as a kind of phase needs, and for two where collections are forced', () => {
    const least = (more: object) =>
      Object.fromEntries(
        planRun({ ...BASE, ...more }).phases.map(({ name, leastSamples }) => [name, leastSamples]),
      );
    expect(least({})).toMatchObject({ warm: 12, ctl: 12, w1: 24, idle1: 6, w3: 24, idle2: 6 });
    expect(new Set(Object.values(least({ byCollection: true })))).toEqual(new Set([2]));
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

  test('keeps half as much beside garbage, and no silence in which a heap is shrunk', () => {
    const plain = planWithLongest({ ...BASE, credentialBytes: 4_096 });
    const beside = planWithLongest({ ...BASE, credentialBytes: 4_096, withGarbage: true });
    expect([plain.credentialBytes, beside.credentialBytes]).toEqual([2_048, 1_024]);
    expect(beside.plan.identities).toBe(40_000);
    const silence = (input: object) =>
      planRun({ ...BASE, ...input, withGarbage: true }).phases.find(({ name }) => name === 'idle1')?.seconds;
    expect([silence({}), silence({ idleSeconds: 31 })]).toEqual([3, 31]);
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
    [{ method: 'DELETE' as 'GET' }, 'bad-option'],
  ])('%o is refused with %s', (change, code) => {
    expect(() => checkOptions({ url, consentHost: 'api.example', ...change })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('a metrics page that gains a series with each credential', () => {
  const page = { metric: 'logins_total', bytesEach: 2_140, seriesEach: 1, says: '' };

  test('makes credentials short, and as many as it has room for', () => {
    const room = roomOnPage(page, 2_048, true);
    expect(room.credentialBytes).toBe(256);
    expect(room.mostIdentities * (2_140 - 2_048 + 256)).toBeLessThanOrEqual(12 * 1024 * 1024);
    expect(room.mostIdentities).toBeGreaterThan(30_000);
    expect(room.note).toMatch(/logins_total.*256 bytes each, and at most 3\d,\d{3} of them/);
  });

  test('takes fewer of those whose length is given, and enough for waves', () => {
    expect(roomOnPage(page, 2_048, false)).toMatchObject({ credentialBytes: 2_048, mostIdentities: 5_879 });
    expect(roomOnPage({ ...page, bytesEach: 40_000 }, 2_048, false).mostIdentities).toBe(2_000);
  });
});

import { describe, expect, test } from 'vitest';
import { estimate } from '../../src/retention/judge.ts';
import { cutShort } from './cut-short.ts';
import { MB, normal, type Progress, seeded, simulate } from './simulated-traces.ts';

const RUNS = 60;
const ACCUSES = ['unbounded-growth', 'per-request-growth', 'suspected-growth'];
const CLEARS = ['no-retention', 'bounded-plateau', 'released-after-idle'];

/**
 * Resident memory of a process that collects lazily: each request leaves twelve kilobytes of garbage, and when there are
 * so many megabytes of it a collection leaves what is held, and half-empty pages beside it.
 */
function collected(seed: number, held: (at: Progress) => number) {
  const random = seeded(seed);
  let [garbageFrom, room, pages] = [0, 20 * MB, 0];
  return simulate((at) => {
    const garbage = 12_288 * (at.requests - garbageFrom);
    if (garbage > room) {
      garbageFrom = at.requests;
      room = (15 + 20 * random()) * MB;
      pages = 3 * MB * normal(random);
    }
    return 40 * MB + held(at) + pages + 12_288 * (at.requests - garbageFrom) + 0.1 * MB * normal(random);
  }, 'D');
}

function verdicts(held: (at: Progress) => number) {
  return Array.from({ length: RUNS }, (_, seed) => estimate(collected(seed + 1, held)));
}

describe('resident memory of a process that collects lazily', () => {
  test('is suspected by what is left after collections, with an interval that holds the truth', () => {
    const found = verdicts(({ identities }) => 2_000 * identities).filter(({ verdict }) =>
      ACCUSES.includes(verdict),
    );
    expect(found.length).toBeGreaterThan(0.8 * RUNS);
    expect(found.every(({ verdict }) => verdict === 'suspected-growth')).toBe(true);
    const holds = found.filter(({ bytes }) => bytes && bytes.low <= 2_000 && bytes.high >= 2_000);
    expect(holds.length).toBeGreaterThanOrEqual(0.98 * found.length);
  });

  test.each<[string, (at: Progress) => number]>([
    ['nothing', () => 0],
    ['the last 500', ({ identities }) => 2_000 * Math.min(identities, 500)],
    ['a cache of 5,000', ({ identities }) => 2_000 * Math.min(identities, 5_000)],
    ['a cache of 10,000', ({ identities }) => 2_000 * Math.min(identities, 10_000)],
    ['what warms up in the first third', ({ at }) => 25 * MB * (1 - Math.exp(-at / 4))],
  ])('that keeps %s is not accused', (_name, held) => {
    expect(verdicts(held).filter(({ verdict }) => ACCUSES.includes(verdict))).toEqual([]);
  });

  test('is cleared where its lowest readings stay level', () => {
    const found = verdicts(() => 0).filter(({ verdict }) => CLEARS.includes(verdict));
    expect(found.length).toBeGreaterThan(0.7 * RUNS);
    const leaks = verdicts(({ identities }) => 2_000 * identities);
    expect(leaks.filter(({ verdict }) => CLEARS.includes(verdict))).toEqual([]);
  });

  test('says what is missing where a run was cut short', () => {
    const leaky = (seed: number) => collected(seed, ({ identities }) => 2_000 * identities);
    const found = Array.from({ length: RUNS }, (_, seed) => estimate(cutShort(leaky(seed + 1), 'w3'))).filter(
      ({ verdict }) => verdict !== 'inconclusive',
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(({ verdict }) => verdict !== 'suspected-growth')).toEqual([]);
    expect(found.filter(({ missing }) => missing === undefined)).toEqual([]);
  });

  test('is no growth by identity where memory grows while nobody asks', () => {
    const found = verdicts(({ at }) => 1.5 * MB * at).filter(({ verdict }) => verdict === 'suspected-growth');
    expect(found).toEqual([]);
  });
});

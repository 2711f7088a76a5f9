import { expect, test } from 'vitest';
import { judgeTrace } from '../../src/retention/judge.ts';
import type { RetentionTrace } from '../../src/retention/trace.ts';
import { MB, simulate } from './simulated-traces.ts';

/** Bytes over 50 MB after a collection, by how many identities had come by a time, seconds. */
type Held = (identitiesAt: (seconds: number) => number, at: number) => number;

/** A run of class C that collects at the end of each slice and each silence. */
function collected(held: Held): RetentionTrace {
  const trace = simulate(() => 0, 'C');
  const identitiesAt = (seconds: number) => {
    const phase = trace.phases.find(({ end }) => seconds <= end) ?? trace.phases.at(-1);
    if (phase === undefined) return 0;
    const [from, to] = phase.identities;
    const share = Math.max(0, (Math.min(seconds, phase.end) - phase.start) / (phase.end - phase.start));
    return from + (to - from) * share;
  };
  const phases = trace.phases.map((phase) => {
    const { arm, end, requests, identities } = phase;
    const ends = { at: end, requests: requests[1], identities: identities[1] };
    const cuts = arm === 'idle' ? [ends] : phase.cuts;
    return {
      ...phase,
      cuts: cuts.map((cut) => ({ ...cut, heldBytes: Math.round(50 * MB + held(identitiesAt, cut.at)) })),
    };
  });
  return { ...trace, phases };
}

/** Those of the last seconds, cleared by a timer: what is there depends on when it last ran. */
const shortLived = (bytes: number, every: number): Held => {
  return (identitiesAt, at) =>
    bytes * (identitiesAt(at) - identitiesAt(Math.floor(at / every) * every - every));
};
/** Two maps in turn: the older one is dropped when the newer one is full. */
const twoMaps = (bytes: number, most: number): Held => {
  return (identitiesAt, at) => bytes * Math.min(identitiesAt(at), most + (identitiesAt(at) % most));
};
const kept = (bytes: number): Held => {
  return (identitiesAt, at) => bytes * identitiesAt(at);
};
const both =
  (one: Held, other: Held): Held =>
  (identitiesAt, at) =>
    one(identitiesAt, at) + other(identitiesAt, at);

test('entries that live shorter than a flush are released, however rough the levels beside the waves', () => {
  const result = judgeTrace(collected(shortLived(2_000, 0.6)));
  expect(result.verdict).toBe('released-after-idle');
  expect(result.reason).toMatch(/given back by the silence after it/);
});

test('a store that empties by half again and again has a bound', () => {
  expect(judgeTrace(collected(twoMaps(2_200, 1_370))).verdict).toBe('bounded-plateau');
});

test.each([
  ['entries that go', both(shortLived(2_000, 0.6), kept(700))],
  ['entries that go, a small one', both(shortLived(2_000, 0.6), kept(300))],
  ['entries that outlive a flush', both(shortLived(2_000, 1.3), kept(300))],
  ['a store with a bound', both(twoMaps(2_200, 1_370), kept(300))],
])('a leak beside %s is never cleared', (_kind, held) => {
  expect(judgeTrace(collected(held)).verdict).toMatch(/^(unbounded-growth|inconclusive)$/);
});

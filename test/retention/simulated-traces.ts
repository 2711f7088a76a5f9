import {
  type RetentionTrace,
  TRACE_FORMAT,
  type TracePhase,
  type TraceSample,
} from '../../src/retention/trace.ts';
import type { MemoryClass, PhaseArm, PhaseName } from '../../src/retention/vocabulary.ts';

export const MB = 1024 * 1024;

/** mulberry32: small, seeded, good enough for noise. Uniform in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal by Box and Muller. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const RATE = 2_200;
const SAMPLE_SECONDS = 0.1;
const PLAN: [PhaseName, PhaseArm, number][] = [
  ['warm', 'same', 3_000],
  ['ctl', 'same', 4_000],
  ['w1', 'fresh', 10_000],
  ['fl1', 'same', 3_000],
  ['idle1', 'idle', 7],
  ['ctl2', 'same', 3_000],
  ['w2', 'fresh', 15_000],
  ['fl2', 'same', 3_000],
  ['w3', 'fresh', 15_000],
  ['fl3', 'same', 3_000],
  ['idle2', 'idle', 5],
];

/** When the late waves of a simulated run begin and end, seconds; about 160 samples lie between. */
export const LATE = {
  start: skeleton().find(({ name }) => name === 'w2')?.start ?? 0,
  end: skeleton().find(({ name }) => name === 'fl3')?.end ?? 0,
};

export interface Progress {
  readonly at: number;
  readonly requests: number;
  readonly identities: number;
}

/** A run of the full plan whose memory is 50 MB plus whatever `memory` says; it is called once per sample, in order. */
export function simulate(
  memory: (progress: Progress) => number,
  memoryClass: MemoryClass = 'A',
): RetentionTrace {
  const phases = skeleton();
  const samples: TraceSample[] = [];
  for (let at = 0.05; at < (phases.at(-1)?.end ?? 0); at += SAMPLE_SECONDS) {
    const phase = phases.find(({ end }) => at <= end);
    if (phase === undefined) break;
    const share = (at - phase.start) / (phase.end - phase.start);
    const between = ([from, to]: [number, number]) => Math.round(from + (to - from) * share);
    const progress = { at, requests: between(phase.requests), identities: between(phase.identities) };
    samples.push({
      ...progress,
      phase: phase.name,
      bytes: Math.max(0, Math.round(50 * MB + memory(progress))),
    });
  }
  return {
    ...TRACE_FORMAT,
    target: 'simulated',
    arm: 'credential',
    memoryClass,
    runtime: 'native',
    source: 'simulated',
    profile: 'full',
    credentialBytes: 2_048,
    phases,
    samples,
    notes: [],
  };
}

function skeleton(): TracePhase[] {
  let [at, requests, identities] = [0, 0, 0];
  return PLAN.map(([name, arm, amount]) => {
    const [start, requestsBefore, identitiesBefore] = [at, requests, identities];
    at += arm === 'idle' ? amount : amount / RATE;
    requests += arm === 'idle' ? amount * 4 : amount;
    identities += arm === 'fresh' ? amount : 0;
    const slices = arm === 'fresh' ? 4 : arm === 'same' ? 2 : 0;
    const cuts = Array.from({ length: slices }, (_, index) => {
      const share = (index + 1) / slices;
      return {
        at: start + (at - start) * share,
        requests: requestsBefore + (requests - requestsBefore) * share,
        identities: identitiesBefore + (identities - identitiesBefore) * share,
      };
    });
    return {
      name,
      arm,
      start,
      end: at,
      requests: [requestsBefore, requests],
      identities: [identitiesBefore, identities],
      cuts,
    };
  });
}

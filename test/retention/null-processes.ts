import { LATE, MB, normal, type Progress, seeded } from './simulated-traces.ts';

type Memory = (progress: Progress) => number;

/** A way that memory moves without any credential being kept, and the false-alarm rate that may not be exceeded. */
export interface NullProcess {
  readonly name: string;
  readonly atMost: number;
  readonly start: (random: () => number) => Memory;
}

const WINDOW = LATE.end - LATE.start;

function noise(deviation: number) {
  return (random: () => number): Memory =>
    () =>
      deviation * normal(random);
}

function jumps(next: (random: () => number, level: number) => number) {
  return (random: () => number): Memory => {
    let level = 0;
    const small = noise(0.05 * MB)(random);
    return (progress) => {
      level = next(random, level);
      return level + small(progress);
    };
  };
}

/** Rises linearly and falls at once; `cycles` of it fit in the late window, at a random phase. */
function sawtooth(height: number, cycles: number) {
  return (random: () => number): Memory => {
    const offset = random();
    const small = noise(0.05 * MB)(random);
    return (progress) => {
      const turns = offset + ((progress.at - LATE.start) * cycles) / WINDOW;
      return height * (turns - Math.floor(turns)) + small(progress);
    };
  };
}

/** Starts with the late waves, which is the worst moment: a warm-up by time. */
function warmUp(height: number, share: number) {
  return (random: () => number): Memory => {
    const small = noise(0.05 * MB)(random);
    return (progress) =>
      height * (1 - Math.exp(-Math.max(0, progress.at - LATE.start) / (share * WINDOW))) + small(progress);
  };
}

export const NULL_PROCESSES: readonly NullProcess[] = [
  { name: 'white noise 0.05 MB', atMost: 0, start: noise(0.05 * MB) },
  { name: 'white noise 3 MB', atMost: 0, start: noise(3 * MB) },
  {
    name: 'random walk 0.3 MB per sample',
    atMost: 0.006,
    start: jumps((random, level) => level + 0.3 * MB * normal(random)),
  },
  {
    name: 'one step of 6.5 MB',
    atMost: 0,
    start: (random) => {
      const when = LATE.start + WINDOW * random();
      const small = noise(0.05 * MB)(random);
      return (progress) => (progress.at > when ? 6.5 * MB : 0) + small(progress);
    },
  },
  {
    name: 'jumps of 6.5 MB up or down in 3 % of samples',
    atMost: 0,
    start: jumps((random, level) => (random() < 0.03 ? level + (random() < 0.5 ? 6.5 : -6.5) * MB : level)),
  },
  {
    name: 'steps of 2 MB up in 3 % of samples (a slow leak by time)',
    atMost: 0.037,
    start: jumps((random, level) => (random() < 0.03 ? level + 2 * MB : level)),
  },
  { name: 'sawtooth 20 MB, 3 cycles in the late waves', atMost: 0, start: sawtooth(20 * MB, 3) },
  { name: 'sawtooth 40 MB, 1 cycle', atMost: 0.052, start: sawtooth(40 * MB, 1) },
  { name: 'sawtooth 40 MB, half a cycle', atMost: 0.55, start: sawtooth(40 * MB, 0.5) },
  { name: 'warm-up 30 MB, time constant 15 % of the late waves', atMost: 0, start: warmUp(30 * MB, 0.15) },
  { name: 'warm-up 30 MB, 50 %', atMost: 0, start: warmUp(30 * MB, 0.5) },
  { name: 'warm-up 30 MB, 100 %', atMost: 1, start: warmUp(30 * MB, 1) },
];

export interface PowerCase {
  readonly name: string;
  readonly bytesPerIdentity: number;
  readonly atLeast: number;
  readonly start: (random: () => number) => Memory;
}

export const POWER_CASES: readonly PowerCase[] = [
  {
    name: '2,200 B per identity, noise 0.05 MB',
    bytesPerIdentity: 2_200,
    atLeast: 1,
    start: noise(0.05 * MB),
  },
  {
    name: '2,200 B, jumps of 6.5 MB in 3 % of samples',
    bytesPerIdentity: 2_200,
    atLeast: 0.55,
    start: jumps((random, level) => (random() < 0.03 ? level + (random() < 0.5 ? 6.5 : -6.5) * MB : level)),
  },
  { name: '200 B, noise 0.05 MB', bytesPerIdentity: 200, atLeast: 1, start: noise(0.05 * MB) },
  { name: '100 B, noise 0.05 MB', bytesPerIdentity: 100, atLeast: 1, start: noise(0.05 * MB) },
  { name: '50 B, noise 0.05 MB', bytesPerIdentity: 50, atLeast: 0.95, start: noise(0.05 * MB) },
  { name: '200 B, noise 0.5 MB', bytesPerIdentity: 200, atLeast: 0.8, start: noise(0.5 * MB) },
];

/** Runs one process many times with seeds 1, 2, 3…; returns how often `alarm` is true, 0 to 1. */
export function shareOf(
  runs: number,
  start: (random: () => number) => Memory,
  alarm: (memory: Memory) => boolean,
): number {
  let alarms = 0;
  for (let seed = 1; seed <= runs; seed++) if (alarm(start(seeded(seed)))) alarms++;
  return alarms / runs;
}

import type { PlannedPhase } from './plan.ts';

/** A run should be at its end by now, well before the limit that cuts it: seconds since its start. */
export const RUN_SECONDS = 78;
/** Fewer than this in a slice, and its cut says nothing. */
const LEAST_IN_SLICE = 10;
/** Behind by less than this is the usual scatter. */
const TOLERANCE = 1.05;

/**
 * What is left of a plan, made to fit what is left of the time: a slow target or a loaded machine gets fewer identities
 * in later waves, because a run that is cut half way proves less than a shorter one. Seconds are those of the run.
 */
export class Schedule {
  private readonly leastSeconds: (phase: PlannedPhase) => number;
  private readonly endsAt: number;
  private readonly rate: number;
  private pace: { same?: number; fresh?: number } = {};
  private wasCut = false;
  /** Seconds that the run has over: a wave that is late need not be cut while there are some. */
  private spare = 0;

  /** `endsAt` is when the last phase should be over; `rate` what the plan sends a second, `sampleSeconds` one reading. */
  constructor(rate: number, sampleSeconds: number, endsAt: number) {
    this.endsAt = endsAt;
    this.rate = rate;
    this.leastSeconds = ({ seconds, requests, leastSamples }) =>
      Math.max(seconds, requests / rate, leastSamples * sampleSeconds);
  }

  /** True once a phase was made smaller than its plan. */
  get cut(): boolean {
    return this.wasCut;
  }

  /** Seconds that this phase will take at the pace of the last one of its kind. */
  secondsFor(phase: PlannedPhase): number {
    const { same, fresh = same } = this.pace;
    const perRequest = phase.arm === 'idle' ? 0 : ((phase.arm === 'fresh' ? fresh : same) ?? 0);
    return Math.max(this.leastSeconds(phase), phase.requests * perRequest);
  }

  /** Learns how long a request took, all told: making its credential, waiting for its turn, and its answer. */
  finished(phase: PlannedPhase, seconds: number, requests: number): void {
    if (phase.arm === 'idle' || requests === 0) return;
    // A phase that waited for samples took longer than its requests need.
    const onTime = seconds <= TOLERANCE * this.leastSeconds(phase);
    this.pace = { ...this.pace, [phase.arm]: onTime ? 1 / this.rate : seconds / requests };
  }

  /** These phases with fewer requests, if they would not end in time from `now` on. */
  fit(phases: readonly PlannedPhase[], now: number): readonly PlannedPhase[] {
    const seconds = (some: readonly PlannedPhase[]) =>
      some.reduce((sum, phase) => sum + this.secondsFor(phase), 0);
    const busy = seconds(phases.filter(({ arm }) => arm !== 'idle'));
    const left = this.endsAt - now - seconds(phases.filter(({ arm }) => arm === 'idle'));
    this.spare = Math.max(0, left - busy);
    if (busy <= left * TOLERANCE) return phases;
    this.wasCut = true;
    return phases.map((phase) => smaller(phase, left / busy));
  }

  /** Requests of the next slice of a phase that began at `start` and has sent so many: fewer where it fell behind. */
  nextSlice(phase: PlannedPhase, sent: number, slicesLeft: number, elapsed: number): number {
    const planned = Math.ceil((phase.requests - sent) / slicesLeft);
    const budget = TOLERANCE * this.secondsFor(phase) + this.spare;
    if (sent === 0 || elapsed <= budget * (1 - (slicesLeft - 1) / phase.slices)) return planned;
    const affordable = ((budget - elapsed) / slicesLeft) * (sent / elapsed);
    if (affordable >= planned) return planned;
    this.wasCut = true;
    return Math.min(planned, Math.max(LEAST_IN_SLICE, Math.floor(affordable)));
  }
}

function smaller(phase: PlannedPhase, share: number): PlannedPhase {
  if (phase.arm === 'idle') return phase;
  const inSlice = Math.floor((phase.requests * Math.max(0, share)) / phase.slices);
  return {
    ...phase,
    requests: phase.slices * Math.min(phase.requests / phase.slices, Math.max(LEAST_IN_SLICE, inSlice)),
  };
}

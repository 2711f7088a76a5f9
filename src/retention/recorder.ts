import {
  type RetentionTrace,
  TRACE_FORMAT,
  type TraceCut,
  type TracePhase,
  type TraceSample,
} from './trace.ts';
import type { PhaseName } from './vocabulary.ts';

export type TraceHead = Pick<
  RetentionTrace,
  'target' | 'arm' | 'memoryClass' | 'runtime' | 'source' | 'profile' | 'credentialBytes'
>;

/** Collects a run into a trace. Time is seconds since the recorder was made; counts are totals. */
export class Recorder {
  requests = 0;
  identities = 0;
  phase: PhaseName | 'start' = 'start';
  readonly notes: string[];
  private readonly head: TraceHead;
  private readonly samples: TraceSample[] = [];
  private readonly phases: TracePhase[] = [];
  private readonly zero = performance.now() / 1_000;

  constructor(head: TraceHead, notes: readonly string[]) {
    this.head = head;
    this.notes = [...notes];
  }

  /** Seconds since the start. */
  now(): number {
    return performance.now() / 1_000 - this.zero;
  }

  sample(bytes: number, collections: number | undefined): void {
    const { phase, requests, identities } = this;
    const at = round(this.now());
    this.samples.push({
      at,
      phase,
      requests,
      identities,
      bytes,
      ...(collections !== undefined && { collections }),
    });
  }

  get sampleCount(): number {
    return this.samples.length;
  }

  /** Keeps every other sample: a recording without an end must not grow without one. */
  thin(): void {
    const kept = this.samples.filter((_, index) => index % 2 === 0);
    this.samples.splice(0, this.samples.length, ...kept);
  }

  /** The end of a slice, here and now. */
  cut(heldBytes: number | undefined): TraceCut {
    const { requests, identities } = this;
    return { at: round(this.now()), requests, identities, ...(heldBytes !== undefined && { heldBytes }) };
  }

  finish(phase: TracePhase): void {
    this.phases.push({ ...phase, start: round(phase.start), end: round(phase.end) });
  }

  trace(end: Partial<Pick<RetentionTrace, 'stopped' | 'endedEarly' | 'signs'>> = {}): RetentionTrace {
    return {
      ...TRACE_FORMAT,
      ...this.head,
      phases: [...this.phases],
      samples: [...this.samples],
      notes: [...this.notes],
      ...end,
    };
  }
}

/** Milliseconds are enough, and keep recordings small. */
function round(seconds: number): number {
  return Math.round(seconds * 1_000) / 1_000;
}

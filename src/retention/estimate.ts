import type { Interval } from './statistics.ts';
import type { RetentionTrace } from './trace.ts';
import type { Verdict } from './vocabulary.ts';

const KIB = 1024;
export const MIB = 1024 * KIB;

/** What an estimator concludes from a trace. Bytes are per fresh identity, or per request for per-request-growth. */
export interface Estimate {
  readonly verdict: Verdict;
  /** 99 % interval; absent when too little was seen. */
  readonly bytes?: Interval | undefined;
  /** Growth per hour of a service that was only watched; absent otherwise. */
  readonly perHour?: Interval | undefined;
  /** What memory itself grows by, allocator and all, at least: `bytes` is about what the program keeps of it. */
  readonly leastGrowth?: number | undefined;
  /** No more than this many bytes per identity are kept; absent when nothing bounds it. */
  readonly upperBound?: number | undefined;
  /** Fresh identities behind the interval. */
  readonly identities: number;
  /** Noise of the memory level with one credential, bytes. */
  readonly sigma: number;
  /** What the run did not get to, where it was cut short; what it found is then likely at most. */
  readonly missing?: string | undefined;
  /** One sentence: which condition decided. */
  readonly reason: string;
}

/** What stays of a connection has buffers; there are too few connections in a run to look for less. */
const LEAST_PER_CONNECTION = 512;

/**
 * Smallest effect of interest, bytes per identity: a sixteenth of the credential, a quarter for lazy collectors. Below it
 * a service counts as clean, and the verdict says below how many bytes.
 */
export function smallestEffect({ arm, credentialBytes, memoryClass }: RetentionTrace): number {
  if (arm === 'connection') return LEAST_PER_CONNECTION;
  return Math.max(128, credentialBytes / (memoryClass === 'D' ? 4 : 16));
}

export function inBytes(value: number): string {
  if (!Number.isFinite(value)) return 'an unknown number of bytes';
  return Math.abs(value) >= 10 * MIB
    ? `${(value / MIB).toFixed(1)} MiB`
    : `${Math.round(value).toLocaleString('en')} B`;
}

export function identitiesSeen(trace: RetentionTrace): number {
  return trace.samples.at(-1)?.identities ?? 0;
}

/** Why there is nothing to judge. */
export function missing(trace: RetentionTrace): string {
  return trace.stopped ? `the run stopped early: ${trace.stopped.reason}` : 'a memory level is missing';
}

/** Where only two of three waves are whole. */
export function thirdWave(trace: RetentionTrace): string {
  return `a third wave (${trace.stopped?.reason ?? 'the recording ends'})`;
}

export function inconclusive(reason: string, sigma: number, identities: number, bytes?: Interval): Estimate {
  return { verdict: 'inconclusive', reason, sigma, identities, bytes };
}

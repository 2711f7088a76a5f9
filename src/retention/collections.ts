import { samplesOf } from './levels.ts';
import { quantile } from './statistics.ts';
import type { RetentionTrace, TraceSample } from './trace.ts';
import type { PhaseName } from './vocabulary.ts';

/** The heap right after a full collection: what is left is held. */
export interface Floor {
  readonly identities: number;
  readonly requests: number;
  readonly at: number;
  readonly bytes: number;
}

/** Heap metrics may lag a collection by one reading, and garbage returns at once: the lowest of three is the floor. */
export const READINGS_AFTER_COLLECTION = 3;

/** One floor per rise of the collection count, in order of time. */
export function floorsAfterCollections(trace: RetentionTrace): Floor[] {
  const { samples } = trace;
  const floors: Floor[] = [];
  samples.forEach((sample, index) => {
    const before = samples[index - 1]?.collections;
    if (before === undefined || sample.collections === undefined || sample.collections <= before) return;
    const after = samples.slice(index, index + READINGS_AFTER_COLLECTION);
    const lowest = lowestOf(after);
    if (lowest !== undefined) floors.push(lowest);
  });
  return floors;
}

export function lowestOf(samples: readonly TraceSample[]): Floor | undefined {
  return samples.length === 0
    ? undefined
    : samples.reduce((low, sample) => (sample.bytes < low.bytes ? sample : low));
}

/** Low level of a phase between collections: its 10 % quantile, because young garbage only adds. */
export function floorOf(trace: RetentionTrace, name: PhaseName): number | undefined {
  const bytes = samplesOf(trace, name).map((sample) => sample.bytes);
  return bytes.length < 3 ? undefined : quantile(bytes, 0.1);
}

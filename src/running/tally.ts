import type { PlaceKind } from '../places/place.ts';
import { counted } from '../places/place.ts';
import type { PlaceCounts } from '../result.ts';

/** Counts what became of a rule's places, and says it in one sentence. */
export interface Tally {
  looked(): void;
  /** The place could not be judged: it lacks something, or the rule's question got no usable answer. */
  untested(reason: string): void;
  /** The place's question ended in a failure. */
  failed(reason: string): void;
  readonly counts: PlaceCounts;
  /** Why not all that had to be looked at was; undefined where all was. Most frequent reason first. */
  readonly reason: string | undefined;
  readonly hasFailed: boolean;
}

/** Reasons told beside the count; the rest is a number. */
const REASONS_TOLD = 2;

/** `needed`: how many places have to be looked at for the rule to be done, which is fewer where all are alike. */
export function createTally(kind: PlaceKind<unknown>, there: number, needed: number): Tally {
  const reasons = new Map<string, number>();
  let looked = 0;
  let failures = 0;
  const add = (reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    looked: () => {
      looked += 1;
    },
    untested: add,
    failed(reason) {
      failures += 1;
      add(reason);
    },
    get counts() {
      return { kind: kind.many, total: there, required: needed, tested: Math.min(looked, needed) };
    },
    get reason() {
      if (there > 0 && looked >= needed) return undefined;
      const byFrequency = [...reasons].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      const told = byFrequency
        .slice(0, REASONS_TOLD)
        .map(([why, times]) => (times > 1 ? `${why} (${times})` : why));
      const rest = byFrequency.length - told.length;
      const why = [...told, ...(rest > 0 ? [`${rest} other reasons`] : [])].join('; ');
      return looked === 0 ? why : `${looked} of ${counted(needed, kind)}: ${why}`;
    },
    get hasFailed() {
      return failures > 0;
    },
  };
}

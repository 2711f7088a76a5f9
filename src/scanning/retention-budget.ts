import { LEAST_REQUESTS, LIMITS } from '../retention/plan.ts';
import type { RetentionResult } from '../retention/result.ts';

/** Operations that one scan measures: a clean one costs about ten seconds. */
export const MOST_MEASURED = 10;
/** Open operations of which nothing shows that they read a credential: some of them, where no other is known. */
export const MOST_UNKNOWN = 3;
/** Seconds after which no further operation is begun; the last one may take its own 90. */
const SECONDS = 150;

export interface Spent {
  readonly results: readonly Pick<RetentionResult, 'requests' | 'pinnedBytes' | 'stopped'>[];
  readonly seconds: number;
}

/**
 * What one operation may send when so many are still to be asked, or why none is to be asked any more. Operations are
 * asked in turn and not together: they share one memory, so that two at once could not be told apart, and what one
 * grows would stand in the control phases of the other. What a clean one leaves over, the others get.
 */
export function shareOf({ results, seconds }: Spent, waiting: number): number | string {
  const last = results.at(-1);
  if (last?.stopped) return `the run before it was stopped: ${last.stopped.reason}`;
  const pinned = results.reduce((sum, { pinnedBytes }) => sum + pinnedBytes, 0);
  if (pinned >= LIMITS.pinnedBytes) return 'as much memory as a scan may pin was left in the target';
  if (seconds >= SECONDS) return `the ${SECONDS} s for all operations were used up`;
  const left = LIMITS.requestsWithExtraWave - results.reduce((sum, { requests }) => sum + requests, 0);
  if (left < LEAST_REQUESTS)
    return `the ${LIMITS.requestsWithExtraWave.toLocaleString('en')} requests for all operations were used up`;
  return Math.max(LEAST_REQUESTS, Math.floor(left / waiting));
}

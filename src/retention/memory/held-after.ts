import { setTimeout as sleep } from 'node:timers/promises';

export const COLLECTIONS = 3;
const PAUSE_MS = 15;
/** A collection that takes longer is not repeated: on a busy machine repetitions would take the time of the run. */
const SLOW_MS = 1_000;

/** What is left after forced collections, bytes: the lowest of three, because one leaves what finalizers still hold. */
export async function heldAfter(collect: () => Promise<number>): Promise<number> {
  const started = performance.now();
  let lowest = await collect();
  for (let round = 1; round < COLLECTIONS && performance.now() - started < SLOW_MS * round; round++) {
    await sleep(PAUSE_MS);
    lowest = Math.min(lowest, await collect());
  }
  return lowest;
}

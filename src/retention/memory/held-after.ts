import { setTimeout as sleep } from 'node:timers/promises';

export const COLLECTIONS = 3;
const PAUSE_MS = 15;

/** What is left after forced collections, bytes: the lowest of three, because one leaves what finalizers still hold. */
export async function heldAfter(collect: () => Promise<number>): Promise<number> {
  let lowest = await collect();
  for (let round = 1; round < COLLECTIONS; round++) {
    await sleep(PAUSE_MS);
    lowest = Math.min(lowest, await collect());
  }
  return lowest;
}

import { setTimeout as pause } from 'node:timers/promises';
import { willPass } from '../store/passing.ts';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Tries again while the database is away: a scan took minutes, and what it found must not be lost to a restart. */
export async function stubbornly<Result>(
  work: () => Promise<Result>,
  forMs: number,
  log: (says: string) => void,
): Promise<Result> {
  const until = performance.now() + forMs;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (failure) {
      if (!willPass(failure) || performance.now() > until) throw failure;
      log(`database: ${(failure as Error).message}; trying again`);
      await pause(wait);
    }
  }
}

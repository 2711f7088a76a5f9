import { setTimeout as pause } from 'node:timers/promises';

/**
 * PostgreSQL's classes of errors that pass: connection (08), resources such as a full disk (53), an operator who restarts it
 * (57), a transaction that stood in another's way (40).
 */
const PASSING = /^(?:08|53|57|40)|^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOSPC|EAI_AGAIN|ENOTFOUND)$/;
/** Texts of the driver that carry no code. */
const BROKEN =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection/i;

export function willPass(failure: unknown): boolean {
  const { code, message } = failure as { code?: unknown; message?: unknown };
  return (typeof code === 'string' && PASSING.test(code)) || BROKEN.test(String(message));
}

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

import { stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** How much of the past is kept. */
export interface Keeping {
  readonly results: number;
  readonly days: number;
}

/** A pipeline that scans at every change fills this in weeks; a year covers what audits ask for. */
export const KEPT: Keeping = { results: 1_000, days: 365 };

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Removes what is beyond the number or the age, the oldest first, and what a scan that was killed left half written.
 * @param newestFirst names of results, which begin with the time of the scan
 * @returns how many results were removed
 */
export async function prune(
  folder: string,
  newestFirst: readonly string[],
  halves: readonly string[],
  keeping: Keeping,
  now = Date.now(),
): Promise<number> {
  const oldest = new Date(now - keeping.days * DAY_MS).toISOString().replace(/[:.]/g, '-');
  const over = newestFirst.filter((name, at) => at >= keeping.results || (at > 0 && name < oldest));
  for (const half of halves) {
    const facts = await stat(join(folder, half)).catch(() => undefined);
    if (facts && now - facts.mtimeMs > DAY_MS) await unlink(join(folder, half)).catch(() => undefined);
  }
  const gone = await Promise.all(
    over.map((name) =>
      unlink(join(folder, name)).then(
        () => 1,
        () => 0,
      ),
    ),
  );
  return gone.reduce((sum: number, one) => sum + one, 0);
}

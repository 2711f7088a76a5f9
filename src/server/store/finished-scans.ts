import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { ScanRow } from './scans.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type FinishedScan = Selectable<Database['finished_scans']>;

/** In the transaction that ends the scan, and before it becomes the newest of its API: whoever is killed then loses nothing. */
export async function noteFinished(trx: Queries, api: string, scan: string): Promise<void> {
  await trx
    .insertInto('finished_scans')
    .values({
      api_id: api,
      scan_id: scan,
      previous_scan_id: sql<string | null>`(select last_scan_id from apis where id = ${api})`,
    })
    .execute();
}

/** The one that waits longest to be looked at, of those that nobody is looking at. */
export async function lockFinished(trx: Queries): Promise<FinishedScan | undefined> {
  return await trx
    .selectFrom('finished_scans')
    .selectAll()
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function forgetFinished(trx: Queries, id: number): Promise<void> {
  await trx.deleteFrom('finished_scans').where('id', '=', id).execute();
}

/** The last one before it with a grade, which the scan before it may not have. */
export async function lastGraded(db: Queries, scan: ScanRow): Promise<ScanRow | undefined> {
  return await db
    .selectFrom('scans')
    .selectAll()
    .where('api_id', '=', scan.api_id)
    .where('id', '!=', scan.id)
    .where('grade', 'is not', null)
    .where('started_at', '<', scan.started_at)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Of these, what this scan saw for the first time, or saw again after it was fixed. */
export async function newOnes(
  db: Queries,
  scan: ScanRow,
  fingerprints: readonly string[],
): Promise<Set<string>> {
  if (fingerprints.length === 0) return new Set();
  const rows = await db
    .selectFrom('findings')
    .select('fingerprint')
    .where('api_id', '=', scan.api_id)
    .where('fingerprint', 'in', [...fingerprints])
    .where((where) =>
      where.or([
        where('first_seen_scan', '=', scan.id),
        where.and([where('state', '=', 'reopened'), where('state_at', '=', scan.started_at as Date)]),
      ]),
    )
    .execute();
  return new Set(rows.map(({ fingerprint }) => fingerprint));
}

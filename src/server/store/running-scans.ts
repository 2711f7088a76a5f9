import { sql } from 'kysely';
import { type ApiRow, apiById } from './apis.ts';
import { noteFinished } from './finished-scans.ts';
import { toJson } from './json.ts';
import { isAtWork } from './quotas.ts';
import type { ScanRow } from './scans.ts';
import type { Queries } from './store.ts';

/** What a worker took on, and the number that shows that nobody took it on after him. */
export interface Claim {
  readonly scan: ScanRow;
  readonly api: ApiRow;
  readonly attempt: number;
}

/** A worker that has said nothing for so long is taken for dead. */
export const SILENT_SECONDS = 30;

/**
 * Takes a scan that waits. `busy`: another of the same target is under way, which two at once would falsify, or as many
 * of the same key as it may have. Undefined
 * where it waits no more.
 */
export async function claimScan(
  db: Queries,
  id: string,
  worker: string,
  mostRunning: number,
): Promise<Claim | 'busy' | undefined> {
  return await db.transaction().execute(async (trx) => {
    const waiting = await trx
      .selectFrom('scans')
      .select(['origin', 'created_by', 'schedule_id'])
      .where('id', '=', id)
      .where('status', '=', 'queued')
      .executeTakeFirst();
    if (waiting === undefined) return undefined;
    // Two workers may look at the same moment.
    await sql`select pg_advisory_xact_lock(hashtextextended(${waiting.origin}, 8025))`.execute(trx);
    const other = await trx
      .selectFrom('scans')
      .select('id')
      .where('status', '=', 'running')
      .where('origin', '=', waiting.origin)
      .limit(1)
      .executeTakeFirst();
    if (other) return 'busy';
    const { created_by: key, schedule_id: schedule } = waiting;
    if (key !== null && schedule === null && (await isAtWork(trx, key, mostRunning))) return 'busy';
    const scan = await trx
      .updateTable('scans')
      .set((one) => ({
        status: 'running' as const,
        worker,
        attempt: one('attempt', '+', 1),
        started_at: sql<Date>`now()`,
        heartbeat_at: sql<Date>`now()`,
      }))
      .where('id', '=', id)
      .where('status', '=', 'queued')
      .returningAll()
      .executeTakeFirst();
    const api = scan && (await apiById(trx, scan.api_id));
    return scan && api ? { scan, api, attempt: scan.attempt } : undefined;
  });
}

/** Says that the worker lives. Undefined where the scan is no longer his: he has to let go of it. */
export async function heartbeat(
  db: Queries,
  id: string,
  attempt: number,
): Promise<{ readonly cancelled: boolean } | undefined> {
  const row = await db
    .updateTable('scans')
    .set({ heartbeat_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('status', '=', 'running')
    .returning('cancel_requested_at')
    .executeTakeFirst();
  return row && { cancelled: row.cancel_requested_at !== null };
}

/** Gives a scan back, to be taken again. False where it is no longer the worker's. */
export async function giveBack(db: Queries, id: string, attempt: number, isDeath: boolean): Promise<boolean> {
  const row = await db
    .updateTable('scans')
    .set({ status: 'queued', worker: null, heartbeat_at: null, started_at: null })
    .set((one) => ({ deaths: one('deaths', '+', isDeath ? 1 : 0) }))
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function failScan(
  db: Queries,
  id: string,
  attempt: number,
  error: { readonly code: string; readonly message: string },
  status: 'failed' | 'cancelled' = 'failed',
): Promise<boolean> {
  const row = await db
    .updateTable('scans')
    .set({ status, finished_at: sql<Date>`now()`, error: toJson(error) })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('status', '=', 'running')
    .returning('api_id')
    .executeTakeFirst();
  if (row && status === 'failed') await noteFinished(db, row.api_id, id);
  return row !== undefined;
}

/** Running scans whose worker has gone. @param all where no other process can be at work on this database */
export async function orphans(db: Queries, all: boolean): Promise<Pick<ScanRow, 'id' | 'attempt'>[]> {
  let query = db.selectFrom('scans').select(['id', 'attempt']).where('status', '=', 'running');
  if (!all)
    query = query.where('heartbeat_at', '<', sql<Date>`now() - make_interval(secs => ${SILENT_SECONDS})`);
  return await query.execute();
}

/**
 * Waiting scans that no job of the queue stands for any more: a worker died between taking the job and taking the scan,
 * which is a matter of milliseconds, or somebody emptied the queue.
 */
export async function withoutJob(db: Queries): Promise<{ readonly id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from scans s
    where s.status = 'queued' and s.created_at < now() - interval '30 seconds' and not exists (
      select 1 from pgboss.job j where j.name = 'scan' and j.id::text = s.job_id and j.state in ('created', 'retry')
    )
    limit 1000`.execute(db);
  return rows;
}

export interface Waiting {
  readonly queued: number;
  readonly running: number;
  /** 0 where none waits. */
  readonly oldestSeconds: number;
}

/** Of all processes. */
export async function waiting(db: Queries): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select count(*) filter (where status = 'queued')::int as queued,
      count(*) filter (where status = 'running')::int as running,
      coalesce(extract(epoch from now() - min(created_at) filter (where status = 'queued')), 0)::float8 as "oldestSeconds"
    from scans where status in ('queued', 'running')`.execute(db);
  return rows[0] ?? { queued: 0, running: 0, oldestSeconds: 0 };
}

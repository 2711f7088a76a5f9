import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Page } from './page.ts';
import { newestFirst } from './page.ts';
import type { Database, ScanStatus } from './schema.ts';
import type { Queries } from './store.ts';

export type ScanRow = Selectable<Database['scans']>;
type NewScan = Pick<
  Insertable<Database['scans']>,
  'id' | 'api_id' | 'status' | 'origin' | 'source' | 'mode' | 'options' | 'created_by'
> & { readonly schedule_id?: string | null };

/** Undefined where a scan of that id is known already. */
export async function insertScan(db: Queries, scan: NewScan): Promise<ScanRow | undefined> {
  return await db
    .insertInto('scans')
    .values({ ...NOTHING_YET, ...scan })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
}

const NOTHING_YET = {
  schedule_id: null,
  started_at: null,
  finished_at: null,
  job_id: null,
  worker: null,
  heartbeat_at: null,
  cancel_requested_at: null,
  error: 'null',
  grade: null,
  score: null,
  label: null,
  coverage: null,
  partial: null,
  open: 'null',
  requests: null,
  duration_ms: null,
};

export async function scanById(db: Queries, id: string): Promise<ScanRow | undefined> {
  return await db.selectFrom('scans').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface WantedScans {
  readonly api?: string | undefined;
  readonly status?: ScanStatus | undefined;
}

export async function listScans(
  db: Queries,
  page: Page,
  { api, status }: WantedScans,
): Promise<(ScanRow & { readonly position: string })[]> {
  let query = db.selectFrom('scans').selectAll();
  if (api !== undefined) query = query.where('api_id', '=', api);
  if (status !== undefined) query = query.where('status', '=', status);
  return await query.$call(newestFirst(page)).execute();
}

/** Scores of one API, oldest first: the newest so many of those that have a result. */
export async function trendOf(db: Queries, api: string, limit: number): Promise<ScanRow[]> {
  const newest = await db
    .selectFrom('scans')
    .selectAll()
    .where('api_id', '=', api)
    .where('finished_at', 'is not', null)
    .where('label', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
  return newest.reverse();
}

export async function setJob(db: Queries, id: string, job: string): Promise<void> {
  await db.updateTable('scans').set({ job_id: job }).where('id', '=', id).execute();
}

/** One that waits too: its job will find nothing. False where it is under way, or gone. */
export async function deleteScan(db: Queries, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('scans')
    .where('id', '=', id)
    .where('status', '!=', 'running')
    .returning('id')
    .executeTakeFirst();
  return gone !== undefined;
}

/** A scan that waits is over at once; a running one hears of it from its worker. Undefined where it is over already. */
export async function requestCancel(db: Queries, id: string): Promise<ScanRow | undefined> {
  return await db
    .updateTable('scans')
    .set({
      cancel_requested_at: new Date(),
      status: sql<ScanStatus>`case when status = 'queued' then 'cancelled' else status end`,
      finished_at: sql<Date | null>`case when status = 'queued' then now() else finished_at end`,
    })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
}

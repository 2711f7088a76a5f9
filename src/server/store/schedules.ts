import type { Insertable, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Page } from './page.ts';
import { newestFirst } from './page.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type ScheduleRow = Selectable<Database['schedules']>;

export async function insertSchedule(
  db: Queries,
  schedule: Omit<
    Insertable<Database['schedules']>,
    'last_run_at' | 'last_scan_id' | 'last_skip_at' | 'last_skip_reason'
  >,
): Promise<ScheduleRow> {
  return await db
    .insertInto('schedules')
    .values({ ...NEVER_RUN, ...schedule })
    .returningAll()
    .executeTakeFirstOrThrow();
}

const NEVER_RUN = { last_run_at: null, last_scan_id: null, last_skip_at: null, last_skip_reason: null };

export async function scheduleById(db: Queries, id: string): Promise<ScheduleRow | undefined> {
  return await db.selectFrom('schedules').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function listSchedules(
  db: Queries,
  page: Page,
  api: string | undefined,
): Promise<(ScheduleRow & { readonly position: string })[]> {
  let query = db.selectFrom('schedules').selectAll();
  if (api !== undefined) query = query.where('api_id', '=', api);
  return await query.$call(newestFirst(page)).execute();
}

/**
 * Schedules whose time has come, locked until the transaction ends: another worker passes over them. Their APIs are kept
 * from being removed meanwhile.
 */
export async function lockDue(trx: Queries, now: Date, limit: number): Promise<ScheduleRow[]> {
  const { rows } = await sql<ScheduleRow>`
    select s.* from schedules s join apis a on a.id = s.api_id
    where s.next_run_at <= ${now}
    order by s.next_run_at
    limit ${limit}
    for update of s skip locked
    for key share of a skip locked`.execute(trx);
  return rows;
}

/** Schedules that have run, or were skipped, behind that moment: a clock was wrong, and they would wait for it to come again. */
export async function lockAhead(trx: Queries, moment: Date, limit: number): Promise<ScheduleRow[]> {
  return await trx
    .selectFrom('schedules')
    .selectAll()
    .where('next_run_at', 'is not', null)
    .where(sql<boolean>`greatest(last_run_at, last_skip_at) > ${moment}`)
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** What the clock does to a schedule: no change that a person made, so that its version stays. */
export async function advance(
  trx: Queries,
  id: string,
  to: Updateable<Database['schedules']>,
  skips = 0,
): Promise<void> {
  await trx
    .updateTable('schedules')
    .set(to)
    .set((one) => ({ skipped: one('skipped', '+', skips) }))
    .where('id', '=', id)
    .execute();
}

/** Whether a scan of this API waits or runs. */
export async function isUnderWay(db: Queries, api: string): Promise<boolean> {
  const scan = await db
    .selectFrom('scans')
    .select('id')
    .where('api_id', '=', api)
    .where('finished_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return scan !== undefined;
}

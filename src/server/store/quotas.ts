import { sql } from 'kysely';
import type { Settings } from './settings.ts';
import type { Queries } from './store.ts';

/** What a key may not exceed, and when it is worth trying again. */
export interface Exceeded {
  readonly says: string;
  readonly retryAfterSeconds: number;
}

/** A place in the queue comes free as fast as scans end. */
const WAITING_RETRY_SECONDS = 30;

/** Of those that a key asked for: schedules have a measure of their own. */
const BY_HAND = sql`source = 'server' and schedule_id is null`;

/** Whether this key may queue one more scan. Others of the same key wait here until the transaction ends. */
export async function exceededBy(
  trx: Queries,
  key: string,
  { scansPerDay, waitingScans }: Settings['quotas'],
): Promise<Exceeded | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 8026))`.execute(trx);
  const { rows } = await sql<{ today: number; waiting: number; seconds: number | null }>`
    select count(*)::int as today,
      (select count(*)::int from scans where created_by = ${key} and ${BY_HAND} and status = 'queued') as waiting,
      ceil(extract(epoch from min(created_at) + interval '1 day' - now()))::int as seconds
    from (
      select created_at from scans
      where created_by = ${key} and ${BY_HAND} and created_at > now() - interval '1 day'
      order by created_at desc limit ${scansPerDay}
    ) as newest`.execute(trx);
  const [{ today, waiting, seconds } = { today: 0, waiting: 0, seconds: null }] = rows;
  if (today >= scansPerDay)
    return {
      says: `A key may start ${scansPerDay} scans within 24 hours.`,
      retryAfterSeconds: Math.max(1, seconds ?? 1),
    };
  if (waiting >= waitingScans)
    return {
      says: `A key may have ${waitingScans} scans waiting.`,
      retryAfterSeconds: WAITING_RETRY_SECONDS,
    };
  return undefined;
}

/** Whether this key has as many scans under way as it may. Others that ask wait until the transaction ends. */
export async function isAtWork(trx: Queries, key: string, mostRunning: number): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 8026))`.execute(trx);
  const { rows } = await sql<{ running: number }>`
    select count(*)::int as running from scans where created_by = ${key} and ${BY_HAND} and status = 'running'`.execute(
    trx,
  );
  return (rows[0]?.running ?? 0) >= mostRunning;
}

import { sql } from 'kysely';
import { removeEndedSessions } from './sessions.ts';
import type { Settings } from './settings.ts';
import { removeOldFailures } from './sign-in-failures.ts';
import type { Queries } from './store.ts';

/** A kind of what is kept for some days. */
export interface Kept {
  readonly kind: keyof Settings['retention'] | 'alerts' | 'idempotency' | 'sessions';
  /** Removes so many that are older, and says how many it were. */
  removeSome(db: Queries, days: number, limit: number): Promise<number>;
}

const before = (days: number) => sql`now() - make_interval(days => ${days})`;

async function count(query: ReturnType<typeof sql>, db: Queries): Promise<number> {
  const { rows } = await query.execute(db);
  return rows.length;
}

/** All that a purge removes. Heads of scans and findings stay: they are the history, and small. */
export const KEPT: readonly Kept[] = [
  {
    kind: 'results',
    // The newest of an API is what it is known by, however old.
    removeSome: (db, days, limit) =>
      count(
        sql`delete from results where scan_id in (
          select r.scan_id from results r join scans s on s.id = r.scan_id
          where r.created_at < ${before(days)} and exists (
            select 1 from scans n join results newer on newer.scan_id = n.id
            where n.api_id = s.api_id and (n.started_at, n.id) > (s.started_at, s.id)
          ) order by r.created_at limit ${limit}
        ) returning 1`,
        db,
      ),
  },
  {
    kind: 'events',
    removeSome: (db, days, limit) =>
      count(
        sql`delete from scan_events where id in (
          select e.id from scan_events e join scans s on s.id = e.scan_id
          where e.at < ${before(days)} and s.status not in ('queued', 'running') limit ${limit}
        ) returning 1`,
        db,
      ),
  },
  {
    kind: 'deliveries',
    // What waits, or is held for quiet hours, is still to go out.
    removeSome: (db, days, limit) =>
      count(
        sql`delete from deliveries where id in (
          select id from deliveries
          where created_at < ${before(days)} and next_attempt_at is null and status <> 'held' limit ${limit}
        ) returning 1`,
        db,
      ),
  },
  {
    kind: 'alerts',
    removeSome: (db, days, limit) =>
      count(
        sql`delete from alerts where id in (
          select id from alerts where created_at < ${before(days)} limit ${limit}
        ) returning 1`,
        db,
      ),
  },
  {
    kind: 'alerts',
    // What a rule would say again by now, whether it is remembered or not.
    removeSome: (db, days, limit) =>
      count(
        sql`delete from alerts_told where (rule_id, api_id, key) in (
          select t.rule_id, t.api_id, t.key from alerts_told t left join alert_rules r on r.id = t.rule_id
          where t.told_at < ${before(days)}
            and (r.id is null or t.told_at < now() - make_interval(mins => r.repeat_minutes))
          limit ${limit}
        ) returning 1`,
        db,
      ),
  },
  {
    kind: 'audit',
    removeSome: (db, days, limit) =>
      count(
        sql`delete from audit where id in (select id from audit where at < ${before(days)} limit ${limit}) returning 1`,
        db,
      ),
  },
  { kind: 'sessions', removeSome: (db, _days, limit) => removeEndedSessions(db, limit) },
  { kind: 'sessions', removeSome: (db, _days, limit) => removeOldFailures(db, limit) },
  {
    kind: 'idempotency',
    removeSome: (db, days, limit) =>
      count(
        sql`delete from idempotency where (key_id, key) in (
          select key_id, key from idempotency where created_at < ${before(days)} limit ${limit}
        ) returning 1`,
        db,
      ),
  },
];

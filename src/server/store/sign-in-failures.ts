import { sql } from 'kysely';
import type { Queries } from './store.ts';

/** Of one address or account: how many attempts to sign in its window of time has seen. */
export interface Attempts {
  readonly name: string;
  readonly used: number;
  readonly resetSeconds: number;
}

const WINDOW_MINUTES = 15;
const ENDED = sql<boolean>`f.began_at <= now() - make_interval(mins => ${sql.lit(WINDOW_MINUTES)})`;

/** Counts one for each of these names, for all processes on this database. */
export async function countAttempt(db: Queries, names: readonly string[]): Promise<readonly Attempts[]> {
  const { rows } = await sql<Attempts>`
    insert into sign_in_failures as f (name, began_at, used)
    select name, now(), 1 from unnest(${[...names].sort()}::text[]) as name
    on conflict (name) do update set
      used = case when ${ENDED} then 1 else f.used + 1 end,
      began_at = case when ${ENDED} then now() else f.began_at end
    returning f.name, f.used, ceil(greatest(1,
      extract(epoch from f.began_at + make_interval(mins => ${sql.lit(WINDOW_MINUTES)}) - now())))::int as "resetSeconds"`.execute(
    db,
  );
  return rows;
}

/** Uncounts it: the attempt did not fail. */
export async function uncountAttempt(db: Queries, names: readonly string[]): Promise<void> {
  await sql`update sign_in_failures set used = greatest(0, used - 1) where name = any(${[...names]}::text[])`.execute(
    db,
  );
}

/** @returns how many it were */
export async function removeOldFailures(db: Queries, limit: number): Promise<number> {
  const { rows } = await sql`delete from sign_in_failures where name in (
    select name from sign_in_failures f where ${ENDED} limit ${limit}
  ) returning 1`.execute(db);
  return rows.length;
}

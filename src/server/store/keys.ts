import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import { isNoted } from './noted.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type KeyRow = Selectable<Database['keys']>;

export async function insertKey(
  db: Queries,
  key: Pick<Insertable<Database['keys']>, 'id' | 'name' | 'hash' | 'scopes' | 'created_by'>,
): Promise<KeyRow> {
  return await db
    .insertInto('keys')
    .values({ ...key, last_used_at: null, revoked_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function keyById(db: Queries, id: string): Promise<KeyRow | undefined> {
  return await db.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first; as many as a person can look after. */
export async function listKeys(db: Queries): Promise<KeyRow[]> {
  return await db.selectFrom('keys').selectAll().orderBy('created_at', 'desc').orderBy('id').execute();
}

export async function hasKeys(db: Queries): Promise<boolean> {
  const key = await db.selectFrom('keys').select('id').limit(1).executeTakeFirst();
  return key !== undefined;
}

/** To the minute: a write for every request would be most of what the database does. @param key as it was just read */
export async function noteUse(
  db: Queries,
  { id, last_used_at }: Pick<KeyRow, 'id' | 'last_used_at'>,
): Promise<void> {
  if (isNoted(last_used_at)) return;
  await db
    .updateTable('keys')
    .set({ last_used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('last_used_at', 'is', null),
        where('last_used_at', '<', sql<Date>`now() - interval '1 minute'`),
      ]),
    )
    .execute();
}

/** False where there is none that holds. */
export async function revokeKey(db: Queries, id: string): Promise<boolean> {
  const row = await db
    .updateTable('keys')
    .set({ revoked_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Keys that can still make others: the last of them must not go. */
export async function countAdmins(db: Queries): Promise<number> {
  const row = await db
    .selectFrom('keys')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`scopes @> '["admin"]'::jsonb`)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** Keeps two from revoking each other's at once. Ends with the transaction. */
export async function lockKeys(trx: Queries): Promise<void> {
  await sql`select pg_advisory_xact_lock(8025, 1)`.execute(trx);
}

import type { Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type OwnershipRow = Selectable<Database['ownership']>;

export async function ownershipOf(db: Queries, origin: string): Promise<OwnershipRow | undefined> {
  return await db.selectFrom('ownership').selectAll().where('origin', '=', origin).executeTakeFirst();
}

/** The token that there is, else this one: what somebody has published already goes on counting. */
export async function keepToken(db: Queries, origin: string, token: string): Promise<OwnershipRow> {
  await db
    .insertInto('ownership')
    .values({ origin, token, proven_at: null, proven_by: null, checked_at: null, problem: null })
    .onConflict((conflict) => conflict.column('origin').doNothing())
    .execute();
  return await db.selectFrom('ownership').selectAll().where('origin', '=', origin).executeTakeFirstOrThrow();
}

/** What a look found. */
export async function noteLook(
  db: Queries,
  origin: string,
  look: Partial<Pick<OwnershipRow, 'proven_at' | 'proven_by'>> & Pick<OwnershipRow, 'checked_at' | 'problem'>,
): Promise<OwnershipRow> {
  return await db
    .updateTable('ownership')
    .set(look)
    .where('origin', '=', origin)
    .returningAll()
    .executeTakeFirstOrThrow();
}

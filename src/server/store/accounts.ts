import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type AccountRow = Selectable<Database['accounts']>;

/** The one account that has a password; others come from an issuer of OpenID Connect. */
export const ADMIN = 'admin';

export async function accountById(db: Queries, id: string): Promise<AccountRow | undefined> {
  return await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Sets the password of the one account that has one, and makes it where there is none. */
export async function setAdminPassword(db: Queries, password: string): Promise<void> {
  await db
    .insertInto('accounts')
    .values({ id: ADMIN, name: ADMIN, password, subject: null, scopes: '["admin"]', last_used_at: null })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ password }))
    .execute();
}

/** An account that an issuer vouches for, with the rights that it has by now. */
export async function seeAccount(
  db: Queries,
  account: Pick<Insertable<Database['accounts']>, 'id' | 'name' | 'scopes'> & { readonly subject: string },
): Promise<AccountRow> {
  const { name, scopes } = account;
  return await db
    .insertInto('accounts')
    .values({ ...account, password: null, last_used_at: null })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ name, scopes }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function noteSignIn(db: Queries, id: string): Promise<void> {
  await db.updateTable('accounts').set({ last_used_at: sql<Date>`now()` }).where('id', '=', id).execute();
}

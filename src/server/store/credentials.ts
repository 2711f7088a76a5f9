import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Page } from './page.ts';
import { newestFirst } from './page.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type CredentialRow = Selectable<Database['credentials']>;
/** All but what it hides. */
export type ShownCredential = Omit<CredentialRow, 'sealed'> & { readonly used_by: number };

const SHOWN = [
  'id',
  'name',
  'kinds',
  'version',
  'created_by',
  'created_at',
  'rotated_at',
  'last_used_at',
] as const;

const USED_BY = sql<number>`(select count(distinct api_id)::int from api_identities where credential_id = credentials.id)`;

/** Undefined where another has the name. */
export async function insertCredential(
  db: Queries,
  credential: Pick<Insertable<Database['credentials']>, 'id' | 'name' | 'kinds' | 'sealed' | 'created_by'>,
): Promise<ShownCredential | undefined> {
  return await db
    .insertInto('credentials')
    .values({ ...credential, rotated_at: null, last_used_at: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning([...SHOWN, USED_BY.as('used_by')])
    .executeTakeFirst();
}

export async function credentialById(db: Queries, id: string): Promise<ShownCredential | undefined> {
  return await db
    .selectFrom('credentials')
    .select([...SHOWN, USED_BY.as('used_by')])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listCredentials(
  db: Queries,
  page: Page,
): Promise<(ShownCredential & { readonly position: string })[]> {
  return await db
    .selectFrom('credentials')
    .select([...SHOWN, USED_BY.as('used_by')])
    .$call(newestFirst(page))
    .execute();
}

/** Undefined where it is gone, or has been changed since that version. @throws where another has the name */
export async function updateCredential(
  db: Queries,
  id: string,
  version: number,
  changes:
    | { readonly name: string }
    | { readonly kinds: string; readonly sealed: string; readonly rotated_at: Date },
): Promise<ShownCredential | undefined> {
  return await db
    .updateTable('credentials')
    .set(changes)
    .set((one) => ({ version: one('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning([...SHOWN, USED_BY.as('used_by')])
    .executeTakeFirst();
}

/** What they hide, by id. */
export async function sealedCredentials(db: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('credentials')
    .select(['id', 'sealed'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, sealed }) => [id, sealed]));
}

export async function noteCredentialUse(db: Queries, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('credentials')
    .set({ last_used_at: sql<Date>`now()` })
    .where('id', 'in', [...ids])
    .execute();
}

/** APIs that use it, by name. */
export async function usersOf(
  db: Queries,
  credential: string,
  limit: number,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return await db
    .selectFrom('apis')
    .select(['id', 'name'])
    .where('id', 'in', (where) =>
      where.selectFrom('api_identities').select('api_id').where('credential_id', '=', credential),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute();
}

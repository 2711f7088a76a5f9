import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { toJson } from './json.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type AccessRow = Selectable<Database['api_access']>;
export type IdentityRow = Selectable<Database['api_identities']>;

/** Who the scanner is for an API, and what is said of roles there. */
export interface Access {
  /** 0 where nothing was said yet. */
  readonly version: number;
  /** Where credentials may go; null where nothing was said. */
  readonly origin: string | null;
  readonly roles: AccessRow['roles'];
  readonly identities: readonly Pick<IdentityRow, 'name' | 'role' | 'credential_id'>[];
}

export async function accessOf(db: Queries, api: string): Promise<Access> {
  const row = await db.selectFrom('api_access').selectAll().where('api_id', '=', api).executeTakeFirst();
  const identities = await db
    .selectFrom('api_identities')
    .select(['name', 'role', 'credential_id'])
    .where('api_id', '=', api)
    .orderBy('position')
    .execute();
  return { version: row?.version ?? 0, origin: row?.origin ?? null, roles: row?.roles ?? {}, identities };
}

export async function usesCredentials(db: Queries, api: string): Promise<boolean> {
  const row = await db
    .selectFrom('api_identities')
    .select('position')
    .where('api_id', '=', api)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The caller holds the lock of the API. @throws where a credential is not there */
export async function setAccess(
  trx: Queries,
  api: string,
  { origin, roles, identities }: Omit<Access, 'version'> & { readonly origin: string },
): Promise<void> {
  await trx
    .insertInto('api_access')
    .values({ api_id: api, origin, roles: toJson(roles) })
    .onConflict((conflict) =>
      conflict.column('api_id').doUpdateSet({
        origin,
        roles: toJson(roles),
        version: sql<number>`api_access.version + 1`,
        changed_at: sql<Date>`now()`,
      }),
    )
    .execute();
  await trx.deleteFrom('api_identities').where('api_id', '=', api).execute();
  if (identities.length === 0) return;
  await trx
    .insertInto('api_identities')
    .values(identities.map((identity, position) => ({ ...identity, api_id: api, position })))
    .execute();
}

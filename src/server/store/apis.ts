import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Page } from './page.ts';
import { exactly, older } from './page.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type ApiRow = Selectable<Database['apis']>;
export type ApiChanges = Partial<
  Pick<ApiRow, 'name' | 'url' | 'spec_url' | 'mode' | 'owner' | 'public_badge'> & { readonly labels: string }
>;

/** Undefined where the address is known already. */
export async function insertApi(
  db: Queries,
  api: Omit<Insertable<Database['apis']>, 'last_scan_id' | 'last_scan_at' | 'last_grade' | 'last_score'>,
): Promise<ApiRow | undefined> {
  return await db
    .insertInto('apis')
    .values({ ...api, last_scan_id: null, last_scan_at: null, last_grade: null, last_score: null })
    .onConflict((conflict) => conflict.column('url').doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function apiById(db: Queries, id: string): Promise<ApiRow | undefined> {
  return await db.selectFrom('apis').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function apiByUrl(db: Queries, url: string): Promise<ApiRow | undefined> {
  return await db.selectFrom('apis').selectAll().where('url', '=', url).executeTakeFirst();
}

/** Those of a host. */
export async function apisAt(db: Queries, origin: string): Promise<ApiRow[]> {
  return await db
    .selectFrom('apis')
    .selectAll()
    .where(sql<boolean>`url = ${origin} or starts_with(url, ${`${origin}/`})`)
    .execute();
}

export async function listApis(
  db: Queries,
  page: Page,
  label: string | undefined,
): Promise<(ApiRow & { readonly position: string })[]> {
  let query = db
    .selectFrom('apis')
    .selectAll()
    .select(exactly('created_at').as('position'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc');
  if (label !== undefined) query = query.where(sql<boolean>`labels @> ${JSON.stringify([label])}::jsonb`);
  if (page.after) query = query.where(older('created_at', page.after));
  return await query.limit(page.limit).execute();
}

/** Undefined where it is gone, or has been changed since that version. @throws where another has the address */
export async function updateApi(
  db: Queries,
  id: string,
  version: number,
  changes: ApiChanges,
): Promise<ApiRow | undefined> {
  return await db
    .updateTable('apis')
    .set({ ...changes, updated_at: new Date() })
    .set((one) => ({ version: one('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** With its scans, results and findings. */
export async function deleteApi(db: Queries, id: string): Promise<boolean> {
  const gone = await db.deleteFrom('apis').where('id', '=', id).returning('id').executeTakeFirst();
  return gone !== undefined;
}

/** Keeps results of one API from being taken in at the same time: the life of a finding is read and written. */
export async function lockApi(db: Queries, id: string): Promise<ApiRow | undefined> {
  return await db.selectFrom('apis').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Page } from './page.ts';
import { newestFirst } from './page.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type ApiRow = Selectable<Database['apis']>;

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
  let query = db.selectFrom('apis').selectAll();
  if (label !== undefined) query = query.where(sql<boolean>`labels @> ${JSON.stringify([label])}::jsonb`);
  return await query.$call(newestFirst(page)).execute();
}

/** Keeps results of one API from being taken in at the same time: the life of a finding is read and written. */
export async function lockApi(db: Queries, id: string): Promise<ApiRow | undefined> {
  return await db.selectFrom('apis').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

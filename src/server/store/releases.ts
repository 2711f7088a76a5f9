import type { Insertable, Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type ReleaseRow = Selectable<Database['releases']>;

export async function insertRelease(
  db: Queries,
  release: Insertable<Database['releases']>,
): Promise<ReleaseRow> {
  return await db.insertInto('releases').values(release).returningAll().executeTakeFirstOrThrow();
}

/** The newest so many of an API, oldest first. */
export async function releasesOf(db: Queries, api: string, limit: number): Promise<ReleaseRow[]> {
  const newest = await db
    .selectFrom('releases')
    .selectAll()
    .where('api_id', '=', api)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return newest.reverse();
}

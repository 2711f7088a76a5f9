import type { Insertable, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type ChannelRow = Selectable<Database['channels']>;

export async function insertChannel(
  db: Queries,
  channel: Insertable<Database['channels']>,
): Promise<ChannelRow> {
  return await db.insertInto('channels').values(channel).returningAll().executeTakeFirstOrThrow();
}

export async function channelById(db: Queries, id: string): Promise<ChannelRow | undefined> {
  return await db.selectFrom('channels').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first; as many as a person can look after. */
export async function listChannels(db: Queries): Promise<ChannelRow[]> {
  return await db.selectFrom('channels').selectAll().orderBy('created_at', 'desc').orderBy('id').execute();
}

export async function countChannels(db: Queries): Promise<number> {
  const row = await db
    .selectFrom('channels')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** Those of these ids that there are, locked until the transaction ends: what is held for one is read and written. */
export async function lockChannels(trx: Queries, ids: readonly string[]): Promise<ChannelRow[]> {
  if (ids.length === 0) return [];
  return await trx
    .selectFrom('channels')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Undefined where it is gone, or has been changed since that version. */
export async function updateChannel(
  db: Queries,
  id: string,
  version: number,
  changes: Updateable<Database['channels']>,
): Promise<ChannelRow | undefined> {
  return await db
    .updateTable('channels')
    .set({ ...changes, updated_at: new Date() })
    .set((one) => ({ version: one('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** With its deliveries. */
export async function deleteChannel(db: Queries, id: string): Promise<boolean> {
  const gone = await db.deleteFrom('channels').where('id', '=', id).returning('id').executeTakeFirst();
  return gone !== undefined;
}

/** Of an alert rule that would have nobody to tell. */
export async function ruleWith(db: Queries, channel: string): Promise<string | undefined> {
  const rule = await db
    .selectFrom('alert_rules')
    .select('name')
    .where(sql<boolean>`channels @> ${JSON.stringify([channel])}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return rule?.name;
}

import type { Insertable, Selectable } from 'kysely';
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

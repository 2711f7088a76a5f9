import type { Insertable, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { ApiRow } from './apis.ts';
import type { Page } from './page.ts';
import { exactly, older } from './page.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type AlertRuleRow = Selectable<Database['alert_rules']>;

export async function insertAlertRule(
  db: Queries,
  rule: Insertable<Database['alert_rules']>,
): Promise<AlertRuleRow> {
  return await db.insertInto('alert_rules').values(rule).returningAll().executeTakeFirstOrThrow();
}

export async function alertRuleById(db: Queries, id: string): Promise<AlertRuleRow | undefined> {
  return await db.selectFrom('alert_rules').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function listAlertRules(
  db: Queries,
  page: Page,
): Promise<(AlertRuleRow & { readonly position: string })[]> {
  let query = db
    .selectFrom('alert_rules')
    .selectAll()
    .select(exactly('created_at').as('position'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc');
  if (page.after) query = query.where(older('created_at', page.after));
  return await query.limit(page.limit).execute();
}

/** Those that have something to say of this API. */
export async function rulesFor(db: Queries, api: ApiRow): Promise<AlertRuleRow[]> {
  const labels = [...api.labels];
  return await db
    .selectFrom('alert_rules')
    .selectAll()
    .where('enabled', '=', true)
    .where((where) =>
      where.or([
        where('api_id', '=', api.id),
        where.and([where('api_id', 'is', null), where('label', 'is', null)]),
        sql<boolean>`label = any(${labels}::text[])`,
      ]),
    )
    .orderBy('created_at')
    .execute();
}

/** Undefined where it is gone, or has been changed since that version. */
export async function updateAlertRule(
  db: Queries,
  id: string,
  version: number,
  changes: Updateable<Database['alert_rules']>,
): Promise<AlertRuleRow | undefined> {
  return await db
    .updateTable('alert_rules')
    .set({ ...changes, updated_at: new Date() })
    .set((one) => ({ version: one('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteAlertRule(db: Queries, id: string): Promise<boolean> {
  const gone = await db.deleteFrom('alert_rules').where('id', '=', id).returning('id').executeTakeFirst();
  if (gone) await db.deleteFrom('alerts_told').where('rule_id', '=', id).execute();
  return gone !== undefined;
}

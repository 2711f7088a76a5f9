import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { ApiRow } from './apis.ts';
import type { Page } from './page.ts';
import { newestFirst } from './page.ts';
import { remove } from './remove.ts';
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
  return await db.selectFrom('alert_rules').selectAll().$call(newestFirst(page)).execute();
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

export async function deleteAlertRule(db: Queries, id: string): Promise<boolean> {
  if (!(await remove(db, 'alert_rules', id))) return false;
  await db.deleteFrom('alerts_told').where('rule_id', '=', id).execute();
  return true;
}

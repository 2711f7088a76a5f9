import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Message } from '../deliver/message.ts';
import { toJson } from './json.ts';
import type { Page } from './page.ts';
import { newestFirst } from './page.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type AlertRow = Selectable<Database['alerts']>;

export async function insertAlert(
  trx: Queries,
  alert: Omit<AlertRow, 'message'> & { readonly message: Message },
): Promise<void> {
  await trx
    .insertInto('alerts')
    .values({ ...alert, message: toJson(alert.message) })
    .execute();
}

export async function listAlerts(
  db: Queries,
  page: Page,
  api: string | undefined,
): Promise<(AlertRow & { readonly position: string })[]> {
  let query = db.selectFrom('alerts').selectAll();
  if (api !== undefined) query = query.where('api_id', '=', api);
  return await query.$call(newestFirst(page)).execute();
}

/** Of these, what the rule has not said of the API since then. They count as said from now on. */
export async function untold(
  trx: Queries,
  {
    rule,
    api,
    now,
    since,
  }: { readonly rule: string; readonly api: string; readonly now: Date; readonly since: Date },
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    insert into alerts_told (rule_id, api_id, key, told_at)
    select ${rule}, ${api}, key, ${now}::timestamptz from unnest(${[...new Set(keys)]}::text[]) as key
    on conflict (rule_id, api_id, key) do update set told_at = excluded.told_at
      where alerts_told.told_at <= ${since}::timestamptz
    returning key`.execute(trx);
  return new Set(rows.map(({ key }) => key));
}

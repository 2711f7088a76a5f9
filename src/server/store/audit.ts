import type { Selectable } from 'kysely';
import { toJson } from './json.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type AuditRow = Selectable<Database['audit']>;

/** Who did what to what, in the transaction that does it. */
export async function note(
  db: Queries,
  actor: string,
  action: string,
  subject: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await db
    .insertInto('audit')
    .values({ actor, action, subject, detail: toJson(detail) })
    .execute();
}

/** Newest first. */
export async function listAudit(db: Queries, limit: number, before: number | undefined): Promise<AuditRow[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return await query.execute();
}

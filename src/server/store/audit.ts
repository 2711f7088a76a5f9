import type { Selectable } from 'kysely';
import { sql } from 'kysely';
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

export interface WantedAudit {
  readonly actor?: string | undefined;
  /** Whole, or the beginning of several: "api.". */
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Newest first. */
export async function listAudit(
  db: Queries,
  { limit, before }: { readonly limit: number; readonly before: number | undefined },
  { actor, action, subject, from, to }: WantedAudit,
): Promise<AuditRow[]> {
  let query = db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (actor !== undefined) query = query.where('actor', '=', actor);
  if (action?.endsWith('.')) query = query.where(sql<boolean>`starts_with(action, ${action})`);
  else if (action !== undefined) query = query.where('action', '=', action);
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (from !== undefined) query = query.where('at', '>=', sql<Date>`${from}::timestamptz`);
  if (to !== undefined) query = query.where('at', '<', sql<Date>`${to}::timestamptz`);
  return await query.execute();
}

import type { Selectable, Updateable } from 'kysely';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

/** What people change, two of them perhaps at once. */
type Versioned = 'apis' | 'schedules' | 'channels' | 'alert_rules';

/** Undefined where it is gone, or has been changed since that version. */
export async function changeVersion<Table extends Versioned>(
  db: Queries,
  table: Table,
  { id, version }: { readonly id: string; readonly version: number },
  changes: Updateable<Database[Table]>,
): Promise<Selectable<Database[Table]> | undefined> {
  // The tables have these columns alike, which types of all of them at once do not say.
  const row = await db
    .updateTable(table as 'apis')
    .set({ ...(changes as Updateable<Database['apis']>), updated_at: new Date() })
    .set((one) => ({ version: one('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
  return row as unknown as Selectable<Database[Table]> | undefined;
}

import type { Queries } from './store.ts';

type Removable =
  | 'alert_rules'
  | 'apis'
  | 'channels'
  | 'credentials'
  | 'releases'
  | 'retention_runs'
  | 'schedules';

/** False where there is none of that id. What refers to it goes with it, as the tables say. */
export async function remove(db: Queries, table: Removable, id: string): Promise<boolean> {
  const gone = await db.deleteFrom(table).where('id', '=', id).returning('id').executeTakeFirst();
  return gone !== undefined;
}

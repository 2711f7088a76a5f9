import type { Selectable } from 'kysely';
import { toJson } from './json.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type EventRow = Selectable<Database['scan_events']>;

export interface NewEvent {
  readonly type: string;
  readonly at?: Date;
  readonly data?: Readonly<Record<string, unknown>>;
}

export async function addEvents(db: Queries, scan: string, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await db
    .insertInto('scan_events')
    .values(
      events.map(({ type, data = {}, at = new Date() }) => ({
        scan_id: scan,
        type,
        at,
        data: toJson(data),
      })),
    )
    .execute();
}

/** In order, behind that id. */
export async function eventsOf(db: Queries, scan: string, after: number, limit: number): Promise<EventRow[]> {
  return await db
    .selectFrom('scan_events')
    .selectAll()
    .where('scan_id', '=', scan)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

import type { Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import { storable, toJson } from './json.ts';
import type { DeliveryKind, DeliveryStatus } from './monitoring-tables.ts';
import type { Page } from './page.ts';
import { newestFirst } from './page.ts';
import type { Database } from './schema.ts';
import type { Queries } from './store.ts';

export type DeliveryRow = Selectable<Database['deliveries']>;
export type AttemptRow = Selectable<Database['delivery_attempts']>;

export interface NewDelivery {
  readonly id: string;
  readonly channel_id: string;
  readonly kind: DeliveryKind;
  readonly status: 'queued' | 'held';
  readonly messages: DeliveryRow['messages'];
  readonly created_at: Date;
  readonly next_attempt_at: Date;
}

export async function insertDelivery(db: Queries, delivery: NewDelivery): Promise<DeliveryRow> {
  return await db
    .insertInto('deliveries')
    .values({
      ...delivery,
      messages: toJson(delivery.messages),
      body: null,
      give_up_at: null,
      sent_at: null,
      error: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deliveryById(db: Queries, id: string): Promise<DeliveryRow | undefined> {
  return await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function attemptsOf(db: Queries, delivery: string): Promise<AttemptRow[]> {
  return await db
    .selectFrom('delivery_attempts')
    .selectAll()
    .where('delivery_id', '=', delivery)
    .orderBy('id')
    .execute();
}

export interface WantedDeliveries {
  readonly channel?: string | undefined;
  readonly status?: DeliveryStatus | undefined;
}

export async function listDeliveries(
  db: Queries,
  page: Page,
  { channel, status }: WantedDeliveries,
): Promise<(DeliveryRow & { readonly position: string })[]> {
  let query = db.selectFrom('deliveries').selectAll();
  if (channel !== undefined) query = query.where('channel_id', '=', channel);
  if (status !== undefined) query = query.where('status', '=', status);
  return await query.$call(newestFirst(page)).execute();
}

/** What waits for the end of quiet hours or for a digest of that channel, where there is room in it. */
export async function heldFor(
  trx: Queries,
  channel: string,
  mostMessages: number,
): Promise<DeliveryRow | undefined> {
  return await trx
    .selectFrom('deliveries')
    .selectAll()
    .where('channel_id', '=', channel)
    .where('status', '=', 'held')
    .where('kind', '=', 'alert')
    .where('attempts', '=', 0)
    .where(sql<boolean>`jsonb_array_length(messages) < ${mostMessages}`)
    .orderBy('created_at')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

export async function addToHeld(trx: Queries, id: string, messages: DeliveryRow['messages']): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ messages: toJson(messages) })
    .where('id', '=', id)
    .execute();
}

/**
 * Takes what is due longest, of a channel that this process is not sending to. Whoever is killed meanwhile has kept it only
 * for so long.
 */
export async function takeDue(
  db: Queries,
  now: Date,
  {
    lease,
    giveUpAt,
    busy,
  }: { readonly lease: Date; readonly giveUpAt: Date; readonly busy: readonly string[] },
): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`
    update deliveries set status = 'queued', attempts = attempts + 1, tries = tries + 1,
      next_attempt_at = ${lease}, give_up_at = coalesce(give_up_at, ${giveUpAt}::timestamptz)
    where id = (
      select id from deliveries
      where next_attempt_at <= ${now} and channel_id <> all(${[...busy]}::text[])
      order by next_attempt_at
      limit 1
      for update skip locked
    )
    returning *`.execute(db);
  return rows[0];
}

/** What was taken and nothing came of, where no other process can be sending it: it need not wait. */
export async function releaseAbandoned(db: Queries, now: Date): Promise<void> {
  await sql`
    update deliveries set next_attempt_at = ${now}
    where next_attempt_at is not null and status = 'queued'
      and attempts > (select count(*) from delivery_attempts where delivery_id = deliveries.id)`.execute(db);
}

/** Gives back what was taken and not tried. */
export async function putBack(db: Queries, { id, attempts }: DeliveryRow, at: Date): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ status: 'held', next_attempt_at: at, give_up_at: null })
    .set((one) => ({ attempts: one('attempts', '-', 1), tries: one('tries', '-', 1) }))
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .execute();
}

/** Kept as sent: a delivery that is tried again says the same. */
export async function keepBody(db: Queries, id: string, body: string): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({ body: storable(body) })
    .where('id', '=', id)
    .execute();
}

/** What came of an attempt. False where another took it meanwhile: then only the attempt is noted. */
export async function settle(
  trx: Queries,
  { id, attempts }: DeliveryRow,
  to: Updateable<Database['deliveries']>,
  attempt: Omit<AttemptRow, 'id' | 'delivery_id'> | undefined,
): Promise<boolean> {
  if (attempt) {
    const { answer, error, ...rest } = attempt;
    await trx
      .insertInto('delivery_attempts')
      .values({
        ...rest,
        delivery_id: id,
        answer: answer && storable(answer),
        error: error && storable(error),
      })
      .execute();
  }
  const row = await trx
    .updateTable('deliveries')
    .set(to)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Sends it once more, for a day, with the same id. Undefined where there is none. */
export async function queueAgain(db: Queries, id: string, now: Date): Promise<DeliveryRow | undefined> {
  return await db
    .updateTable('deliveries')
    .set({ status: 'queued', tries: 0, give_up_at: null, next_attempt_at: now, error: null })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** What is still to be sent, by kind of channel. */
export async function waitingDeliveries(
  db: Queries,
): Promise<{ readonly kind: string; readonly count: number }[]> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select c.kind, count(*)::int as count from deliveries d join channels c on c.id = d.channel_id
    where d.next_attempt_at is not null group by c.kind`.execute(db);
  return rows;
}

import { sql } from 'kysely';
import type { Queries } from './store.ts';

export interface Remembered {
  readonly request_hash: string;
  readonly status: number;
  readonly body: string;
}

/** Longer than any client goes on trying. */
const KEPT_HOURS = 24;

/**
 * Takes the key within a transaction. Of two requests at once the second waits here until the first is through, and then
 * gets what that one answered.
 */
export async function takeKey(
  trx: Queries,
  keyId: string,
  key: string,
  requestHash: string,
): Promise<Remembered | undefined> {
  await trx
    .deleteFrom('idempotency')
    .where('key_id', '=', keyId)
    .where('key', '=', key)
    .where('created_at', '<', sql<Date>`now() - make_interval(hours => ${KEPT_HOURS})`)
    .execute();
  const taken = await trx
    .insertInto('idempotency')
    .values({ key_id: keyId, key, request_hash: requestHash, status: 0, body: '' })
    .onConflict((conflict) => conflict.columns(['key_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken) return undefined;
  return await trx
    .selectFrom('idempotency')
    .select(['request_hash', 'status', 'body'])
    .where('key_id', '=', keyId)
    .where('key', '=', key)
    .executeTakeFirst();
}

export async function remember(
  trx: Queries,
  keyId: string,
  key: string,
  answer: { readonly status: number; readonly body: string },
): Promise<void> {
  await trx
    .updateTable('idempotency')
    .set(answer)
    .where('key_id', '=', keyId)
    .where('key', '=', key)
    .execute();
}

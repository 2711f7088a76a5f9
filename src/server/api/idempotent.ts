import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { remember, takeKey } from '../store/idempotency.ts';
import type { Queries, Store } from '../store/store.ts';
import type { Env } from './caller.ts';
import { Problem } from './problem.ts';

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .describe('the same request again with the same key does nothing, and answers as the first time'),
});

/**
 * Does the work in one transaction with the memory of its answer, so that a request that is sent again after a broken
 * connection does nothing twice. What is thrown is not remembered.
 */
export async function idempotent<Body>(
  context: Context<Env>,
  store: Store,
  work: (trx: Queries) => Promise<Body>,
): Promise<Body> {
  const key = context.req.header('idempotency-key');
  return await store.db.transaction().execute(async (trx) => {
    if (key === undefined) return await work(trx);
    const { id } = context.get('caller');
    const hash = createHash('sha256')
      .update(`${context.req.method} ${context.req.url}\n`)
      .update(await context.req.text())
      .digest('hex');
    const before = await takeKey(trx, id, key, hash);
    if (before === undefined) {
      const body = await work(trx);
      await remember(trx, id, key, { status: 200, body: JSON.stringify(body) });
      return body;
    }
    if (before.request_hash !== hash)
      throw new Problem(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another request.');
    context.header('Idempotency-Replayed', 'true');
    return JSON.parse(before.body) as Body;
  });
}

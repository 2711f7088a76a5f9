import { createRoute, z } from '@hono/zod-openapi';
import { note } from '../store/audit.ts';
import { toJson } from '../store/json.ts';
import { countAdmins, insertKey, keyById, listKeys, lockKeys, revokeKey } from '../store/keys.ts';
import { SCOPES } from '../store/schema.ts';
import { createKey } from './api-keys.ts';
import { needs } from './authenticate.ts';
import { absent, Problem, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text } from './text.ts';
import { keyView, showKey } from './views.ts';

const newKey = z
  .strictObject({ name: text(1, 200), scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length) })
  .openapi('NewKey');
const shownOnce = keyView
  .extend({ key: z.string().describe('shown here and never again') })
  .openapi('ShownKey');
export function keyRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/keys',
        operationId: 'createKey',
        tags: ['Keys'],
        description: 'Takes no Idempotency-Key: its answer is remembered nowhere.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { body: body(newKey) },
        responses: { 201: json(shownOnce, 'The key'), ...problems(400) },
      }),
      async (context) => {
        const { name, scopes } = context.req.valid('json');
        if (context.req.header('idempotency-key') !== undefined)
          throw new Problem(400, 'invalid-request', 'Keys are shown once: this takes no Idempotency-Key.');
        const { id, hash, secret } = createKey();
        const caller = context.get('caller').id;
        const row = await store.db.transaction().execute(async (trx) => {
          const unique = [...new Set(scopes)];
          await note(trx, caller, 'key.create', id, { name, scopes: unique });
          return await insertKey(trx, { id, name, hash, scopes: toJson(unique), created_by: caller });
        });
        return context.json({ ...showKey(row), key: secret }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/keys',
        operationId: 'listKeys',
        tags: ['Keys'],
        security: SECURITY,
        middleware: needs('admin'),
        responses: { 200: json(z.object({ items: z.array(keyView) }), 'Newest first'), ...problems() },
      }),
      async (context) => context.json({ items: (await listKeys(store.db)).map(showKey) }, 200),
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/keys/{id}',
        operationId: 'revokeKey',
        tags: ['Keys'],
        description:
          'It stays in the list, and opens nothing. The last key that may make others cannot be revoked.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { params: idParam('key') },
        responses: { 204: { description: 'Revoked' }, ...problems(404, 409) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          await lockKeys(trx);
          const key = await keyById(trx, id);
          if (key === undefined || key.revoked_at !== null) throw absent('key');
          if (key.scopes.includes('admin') && (await countAdmins(trx)) === 1)
            throw new Problem(409, 'last-admin', 'Nobody could make keys any more: make another one first.');
          await revokeKey(trx, id);
          await note(trx, context.get('caller').id, 'key.revoke', id);
        });
        return context.body(null, 204);
      },
    );
}

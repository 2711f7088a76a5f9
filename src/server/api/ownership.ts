import { createRoute, z } from '@hono/zod-openapi';
import { FILE_PATH, proofText, recordName } from '../ownership/look.ts';
import { apiById } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import type { OwnershipRow } from '../store/ownership.ts';
import { addressIn } from './apis.ts';
import { needs } from './authenticate.ts';
import { absent, Problem, problems } from './problem.ts';
import { json, router, SECURITY, type Service } from './service.ts';
import { idParam, time } from './text.ts';

const ownershipView = z
  .object({
    origin: z.string(),
    needed: z.boolean().describe('false of hosts in networks that the operator listed (--allow)'),
    provenAt: time.nullable(),
    provenBy: z.enum(['dns', 'file']).nullable(),
    validUntil: time.nullable().describe('from then on a scan that needs it looks again'),
    checkedAt: time.nullable(),
    problem: z.string().nullable().describe('why the last look found no proof'),
    record: z
      .object({ name: z.string(), type: z.literal('TXT'), value: z.string() })
      .nullable()
      .describe('one way: this DNS record; null until a proof was begun, and of addresses'),
    file: z
      .object({ url: z.string(), content: z.string() })
      .nullable()
      .describe('the other way: a line of this file; null until a proof was begun'),
  })
  .openapi('Ownership');

export function ownershipRoutes({ store, ownership }: Service) {
  async function originOf(id: string): Promise<string> {
    const api = await apiById(store.db, id);
    if (api === undefined) throw absent('API');
    return addressIn(api.url).origin;
  }

  async function show(origin: string, row: OwnershipRow | undefined): Promise<z.infer<typeof ownershipView>> {
    const name = recordName(origin);
    const text = row && proofText(row.token);
    return {
      origin,
      needed: await ownership.needsProof(origin),
      provenAt: row?.proven_at?.toISOString() ?? null,
      provenBy: row?.proven_by ?? null,
      validUntil: row?.proven_at ? ownership.validUntil(row.proven_at).toISOString() : null,
      checkedAt: row?.checked_at?.toISOString() ?? null,
      problem: row?.problem ?? null,
      record: text === undefined || name === undefined ? null : { name, type: 'TXT', value: text },
      file: text === undefined ? null : { url: `${origin}${FILE_PATH}`, content: text },
    };
  }

  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/apis/{id}/ownership',
        operationId: 'ownershipOfApi',
        tags: ['APIs'],
        description:
          'Whether the host of the API is proven to be yours. Credentials and active scans need that, unless the host is in a network that the operator listed.',
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('API') },
        responses: { 200: json(ownershipView, 'As it was last seen'), ...problems(404) },
      }),
      async (context) => {
        const origin = await originOf(context.req.valid('param').id);
        return context.json(await show(origin, await ownership.proofOf(origin)), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/apis/{id}/ownership',
        operationId: 'beginOwnership',
        tags: ['APIs'],
        description:
          'Gives the text to publish, in a DNS record or a file. It is the same for all APIs of an origin, and stays the same.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('API') },
        responses: { 200: json(ownershipView, 'With the text to publish'), ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const origin = await originOf(id);
        const row = await store.db.transaction().execute(async (trx) => {
          await note(trx, context.get('caller').id, 'ownership.begin', id, { origin });
          return await ownership.begin(trx, origin);
        });
        return context.json(await show(origin, row), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/apis/{id}/ownership/check',
        operationId: 'checkOwnership',
        tags: ['APIs'],
        description: 'Looks for the proof now. A proof that is gone from both places counts no more.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('API') },
        responses: { 200: json(ownershipView, 'What was found'), ...problems(404, 409) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const origin = await originOf(id);
        // Others wait for the database: nobody is asked while a transaction is open.
        const row = await ownership.check(origin);
        if (row === undefined)
          throw new Problem(409, 'not-begun', 'Nothing to look for yet: POST to …/ownership gives it.');
        await note(store.db, context.get('caller').id, 'ownership.check', id, {
          origin,
          found: row.proven_by,
        });
        return context.json(await show(origin, row), 200);
      },
    );
}

export type OwnershipView = z.infer<typeof ownershipView>;

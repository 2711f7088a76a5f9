import { createRoute, z } from '@hono/zod-openapi';
import { SEVERITIES } from '../../result.ts';
import { note } from '../store/audit.ts';
import { findingById, listFindings, setState } from '../store/findings.ts';
import { FINDING_STATES } from '../store/schema.ts';
import { needs } from './authenticate.ts';
import { cursorFrom, cursorId, paged, pageOf, pageQuery, readCursor } from './paging.ts';
import { absent, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text } from './text.ts';
import { findingView, showFinding } from './views.ts';

const rankShape = z.tuple([z.int().min(0).max(9), cursorId]).transform(([rank, id]) => ({ rank, id }));

const until = z.iso.date().optional().describe('last day on which it is accepted');
const reason = text(3, 2_000).describe('why');
/** `fixed` and `reopened` are for scans to say. */
const newState = z
  .discriminatedUnion('state', [
    z.strictObject({ state: z.literal('open'), reason: reason.optional() }),
    z.strictObject({ state: z.literal('accepted'), reason, until }),
    z.strictObject({ state: z.literal('false-positive'), reason }),
  ])
  .openapi('NewState');

export function findingRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/findings',
        operationId: 'listFindings',
        tags: ['Findings'],
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({
            ...pageQuery,
            api: text(1, 100).optional(),
            state: z.enum(FINDING_STATES).optional(),
            severity: z.enum(SEVERITIES).optional(),
            rule: text(1, 100).optional(),
            open: z
              .enum(['true', 'false'])
              .optional()
              .describe('true: open, reopened, or accepted until a day that is past; false: all others'),
            fingerprint: text(1, 100).optional(),
            search: text(1, 200).optional().describe('stands in the title, the rule or an operation'),
          }),
        },
        responses: { 200: json(pageOf(findingView), 'Worst first'), ...problems(400) },
      }),
      async (context) => {
        const { limit, cursor, severity, open, ...wanted } = context.req.valid('query');
        const after = readCursor(cursor, rankShape);
        const rank = severity && SEVERITIES.indexOf(severity);
        const isOpen = open === undefined ? undefined : open === 'true';
        const rows = await listFindings(store.db, { limit: limit + 1, after }, { ...wanted, rank, isOpen });
        return context.json(
          paged(rows, limit, showFinding, (row) => cursorFrom(row.rank, row.id)),
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/findings/{id}',
        operationId: 'getFinding',
        tags: ['Findings'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('finding') },
        responses: { 200: json(findingView, 'The finding'), ...problems(404) },
      }),
      async (context) => {
        const row = await findingById(store.db, context.req.valid('param').id);
        if (row === undefined) throw absent('finding');
        return context.json(showFinding(row), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/findings/{id}/state',
        operationId: 'setStateOfFinding',
        tags: ['Findings'],
        description: 'Later scans of the API know it: what is accepted, or a false positive, is not scored.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('finding'), body: body(newState) },
        responses: { 200: json(findingView, 'The finding as it is now'), ...problems(400, 404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const given = context.req.valid('json');
        const caller = context.get('caller').id;
        const row = await store.db.transaction().execute(async (trx) => {
          const to = {
            state: given.state,
            reason: given.reason ?? null,
            until: given.state === 'accepted' ? (given.until ?? null) : null,
          };
          if (!(await setState(trx, id, to, caller))) throw absent('finding');
          await note(trx, caller, 'finding.state', id, to);
          return await findingById(trx, id);
        });
        if (row === undefined) throw absent('finding');
        return context.json(showFinding(row), 200);
      },
    );
}

import { createRoute, z } from '@hono/zod-openapi';
import { listAudit } from '../store/audit.ts';
import { needs } from './authenticate.ts';
import { cursorFrom, paged, pageOf, pageQuery, readCursor } from './paging.ts';
import { problems } from './problem.ts';
import { json, router, SECURITY, type Service } from './service.ts';
import { text } from './text.ts';

const auditView = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    actor: z.string().describe('id of the key; else what did it by itself, such as "server"'),
    action: z.string().describe('what it was done to, and what was done: "api.create"'),
    subject: z.string().describe('id of what it was done to'),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry');

export function auditRoutes({ store }: Service) {
  return router().openapi(
    createRoute({
      method: 'get',
      path: '/audit',
      operationId: 'listAudit',
      tags: ['Audit'],
      description: 'Who changed what, and when.',
      security: SECURITY,
      middleware: needs('admin'),
      request: {
        query: z.object({
          ...pageQuery,
          actor: text(1, 100).optional().describe('id of a key'),
          action: text(1, 100).optional().describe('such as "api.create"; all about APIs with "api."'),
          subject: text(1, 100).optional().describe('id of what something was done to'),
          from: z.iso.datetime({ offset: true }).optional().describe('not before'),
          to: z.iso.datetime({ offset: true }).optional().describe('before'),
        }),
      },
      responses: { 200: json(pageOf(auditView), 'Newest first'), ...problems(400) },
    }),
    async (context) => {
      const { limit, cursor, ...wanted } = context.req.valid('query');
      const [before] = readCursor(cursor, z.tuple([z.int().min(0)])) ?? [];
      const rows = await listAudit(store.db, { limit: limit + 1, before }, wanted);
      const show = ({ at, ...row }: (typeof rows)[number]) => ({ ...row, at: at.toISOString() });
      return context.json(
        paged(rows, limit, show, ({ id }) => cursorFrom(id)),
        200,
      );
    },
  );
}

import { createRoute, z } from '@hono/zod-openapi';
import { note } from '../store/audit.ts';
import { endOneSession, endSessionsOf, sessionsOf } from '../store/sessions.ts';
import { needs } from './authenticate.ts';
import { absent, problems } from './problem.ts';
import { json, router, SECURITY, type Service } from './service.ts';
import { idParam, time } from './text.ts';

const sessionView = z
  .object({
    id: z.string(),
    createdAt: time.describe('when somebody signed in'),
    seenAt: time.describe('of its last request, to the minute'),
    address: z.string().nullable().describe('that it was opened from'),
    agent: z.string().nullable().describe('User-Agent of the browser that opened it'),
    current: z.boolean().describe('whether it is the one that asks'),
  })
  .openapi('Session');

/** Sessions of the dashboard: everybody sees and ends their own. */
export function sessionRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/sessions',
        operationId: 'listSessions',
        tags: ['Account'],
        description: 'Where the caller is signed in to the dashboard; of a key: where somebody is with it.',
        security: SECURITY,
        middleware: needs('read'),
        responses: { 200: json(z.object({ items: z.array(sessionView) }), 'Seen last first'), ...problems() },
      }),
      async (context) => {
        const { id: owner, session } = context.get('caller');
        const items = (await sessionsOf(store.db, owner)).map(({ id, address, agent, ...row }) => ({
          ...{ id, address, agent },
          createdAt: row.created_at.toISOString(),
          seenAt: row.seen_at.toISOString(),
          current: id === session,
        }));
        return context.json({ items }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/sessions',
        operationId: 'endSessions',
        tags: ['Account'],
        description: 'Signs the caller out everywhere: the session that asks ends too.',
        security: SECURITY,
        middleware: needs('read'),
        responses: { 204: { description: 'All have ended' }, ...problems() },
      }),
      async (context) => {
        const { id: owner } = context.get('caller');
        await store.db.transaction().execute(async (trx) => {
          const sessions = await endSessionsOf(trx, owner);
          await note(trx, owner, 'session.end-all', owner, { sessions });
        });
        return context.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/sessions/{id}',
        operationId: 'endSession',
        tags: ['Account'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('session') },
        responses: { 204: { description: 'It has ended' }, ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const { id: owner } = context.get('caller');
        await store.db.transaction().execute(async (trx) => {
          const ended = await endOneSession(trx, owner, id);
          if (ended === undefined) throw absent('session');
          await note(trx, owner, 'session.end', owner, { address: ended.address });
        });
        return context.body(null, 204);
      },
    );
}

export type SessionView = z.infer<typeof sessionView>;

import { createRoute, z } from '@hono/zod-openapi';
import { changeAdminPassword } from '../sign-in/admin-password.ts';
import { hashPassword, isPassword, LEAST_CHARACTERS, MOST_CHARACTERS } from '../sign-in/password.ts';
import { ADMIN, accountById } from '../store/accounts.ts';
import { SCOPES } from '../store/schema.ts';
import { needs } from './authenticate.ts';
import { Problem, problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';
import { text } from './text.ts';

const me = z
  .object({
    id: z.string().describe('of the key or the account; stands in the audit log'),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
  })
  .openapi('Caller');

const newPassword = z
  .strictObject({
    password: text(LEAST_CHARACTERS, MOST_CHARACTERS),
    current: text(1, MOST_CHARACTERS)
      .optional()
      .describe('the one that holds now; needed of whoever signed in with it, not of a key'),
  })
  .openapi('NewPassword');

export function accountRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/me',
        operationId: 'getCaller',
        tags: ['Account'],
        description: 'Who asks, and what they may do: whether a key holds.',
        security: SECURITY,
        middleware: needs('read'),
        responses: { 200: json(me, 'The caller'), ...problems() },
      }),
      (context) => {
        const { id, name, scopes } = context.get('caller');
        return context.json({ id, name, scopes: [...scopes] }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/admin-password',
        operationId: 'setAdminPassword',
        tags: ['Account'],
        description: 'Of the dashboard. Ends all sessions that were opened with the one before.',
        security: SECURITY,
        middleware: needs('admin'),
        request: { body: body(newPassword) },
        responses: { 204: { description: 'It holds now' }, ...problems(400) },
      }),
      async (context) => {
        const { password, current } = context.req.valid('json');
        const caller = context.get('caller').id;
        const known = (await accountById(store.db, ADMIN))?.password;
        if (caller === ADMIN && !(current && known && (await isPassword(current, known))))
          throw new Problem(400, 'wrong-password', 'current: this is not the password that holds now.');
        const hashed = await hashPassword(password);
        await store.db.transaction().execute((trx) => changeAdminPassword(trx, hashed, caller));
        return context.body(null, 204);
      },
    );
}

import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { ada, readToken, type Token } from './token-service.ts';

/** A user without rights. */
export const plainUser = () => ({ ...ada(), role: 'user' });

/** Serves `/me` to bearers of an accepted token, and `/reports` and `/users` to those whose role is the one named. */
export function rolesInTokens(accepted: (token: Token) => boolean, highest = 'admin'): LabApp {
  return {
    openapi: documented({ 'GET /me': {}, 'GET /reports': {}, 'GET /users': {} }),
    routes: new Hono().get('/:what', (c) => {
      const token = readToken((c.req.header('Authorization') ?? '').replace('Bearer ', ''));
      if (!token || !accepted(token)) return c.json({ error: 'unauthorized' }, 401);
      if (c.req.param('what') === 'me') return c.json({ id: 7, name: 'Ada' });
      return token.payload.role === highest
        ? c.json([{ id: 1, name: 'Grace' }])
        : c.json({ error: 'forbidden' }, 403);
    }),
  };
}

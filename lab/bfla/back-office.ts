import { Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

export const user: Identity = {
  name: 'ada',
  role: 'user',
  credentials: [{ kind: 'bearer', token: 'ada-token-5Tq' }],
};
export const boss: Identity = {
  name: 'eve',
  role: 'admin',
  credentials: [{ kind: 'bearer', token: 'eve-token-2Lk' }],
};

type Caller = 'nobody' | 'user' | 'admin';

export const USERS = [
  { id: 7, email: 'ada@lab.example', role: 'user' },
  { id: 9, email: 'eve@lab.example', role: 'admin' },
];

/** `/me` for everybody with a token, `/admin/users` for whom `allowed` lets in. */
export function backOffice(allowed: (caller: Caller) => boolean, openapi?: object): LabApp {
  const app = new Hono();
  const callerOf = (authorization: string | undefined): Caller =>
    authorization === 'Bearer eve-token-2Lk'
      ? 'admin'
      : authorization === 'Bearer ada-token-5Tq'
        ? 'user'
        : 'nobody';
  app.get('/me', (c) => {
    const caller = callerOf(c.req.header('Authorization'));
    return caller === 'nobody'
      ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : c.json({ name: caller });
  });
  app.get('/admin/users', (c) => {
    const caller = callerOf(c.req.header('Authorization'));
    if (allowed(caller)) return c.json(USERS);
    return caller === 'nobody'
      ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : c.json({ error: 'forbidden' }, 403);
  });
  return { routes: app, openapi: openapi ?? documented({ 'GET /me': {}, 'GET /admin/users': {} }) };
}

export const correct = backOffice((caller) => caller === 'admin');

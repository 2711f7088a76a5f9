import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { notesApi } from '../bola/notes-api.ts';

/** Where a browser reads the token against forged requests. */
export type TokenPlace = 'page' | 'session';

const TOKENS: Readonly<Record<string, string>> = {
  'ada-token-5Tq': 'guard-of-ada-91',
  'bob-token-8Wd': 'guard-of-bob-47',
};

/** Notes of users who are known by a cookie; what changes something needs the token of their session beside it. */
export function guardedNotes(place: TokenPlace, writes: 'owner' | 'users') {
  const notes = notesApi({ writes });
  const inner = new Hono();
  inner.route('/', notes.routes as Hono);
  const routes = new Hono();
  const sid = (c: Context) => /(?:^|; )sid=([^;]+)/.exec(c.req.header('cookie') ?? '')?.[1] ?? '';
  routes.get('/', (c) => {
    const token = TOKENS[sid(c)];
    const meta = place === 'page' && token ? `<meta name="csrf-token" content="${token}">` : '';
    return c.html(`<html><head>${meta}<title>Notes</title></head><body>Notes</body></html>`);
  });
  routes.get('/session', (c) => {
    const token = TOKENS[sid(c)];
    if (!token) return c.json({ error: 'unauthorized' }, 401);
    return c.json({ signed_in: true, ...(place === 'session' ? { csrf_token: token } : {}) });
  });
  routes.all('*', async (c) => {
    const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);
    if (!isRead && c.req.header('x-csrf-token') !== TOKENS[sid(c)])
      return c.json({ error: 'The page is out of date, reload it.' }, 403);
    const headers = new Headers(c.req.raw.headers);
    if (TOKENS[sid(c)]) headers.set('authorization', `Bearer ${sid(c)}`);
    return inner.fetch(new Request(c.req.raw, { headers }));
  });
  const document = notes.openapi as { readonly paths: object };
  const session = { get: { responses: { 200: { description: 'whose session it is' } } } };
  const openapi = { ...document, paths: { ...document.paths, '/session': session } };
  const app: LabApp = { routes, openapi };
  return { ...app, notes: notes.notes };
}

export const byCookie = (name: string, token: string) => ({
  name,
  role: 'user',
  credentials: [{ kind: 'cookie' as const, name: 'sid', value: token }],
});

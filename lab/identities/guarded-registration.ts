import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { LabApp } from '../app.ts';

/** Where a visitor is given the token against forged requests. */
export type GivenBy = 'cookie' | 'page';

const SCRIPT = `
const token = () => document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? document.querySelector('meta[name="csrf-token"]').content;
const send = (method, path, data) => fetch(path, { method, headers: { 'X-CSRFToken': token() }, body: JSON.stringify(data) });
const join = (username, email, password) => send('POST', '/accounts', { username, email, password });
const login = (username, password) => send('POST', '/login', { username, password });
const me = () => fetch('/me');
const leave = () => send('DELETE', '/me');`;

/** People register by a form that a page guards, and log in by a cookie whose token changes with each login. */
export function guardedRegistration(by: GivenBy): LabApp & { readonly accounts: () => readonly string[] } {
  const passwords = new Map([['ada', 'a-password-of-ada-5']]);
  const sessions = new Map<string, { readonly token: string; readonly user?: string }>();
  const routes = new Hono();
  const open = (c: Parameters<typeof setCookie>[0], user?: string) => {
    const [sid, token] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')];
    sessions.set(sid, { token, ...(user === undefined ? {} : { user }) });
    setCookie(c, 'sid', sid, { path: '/', httpOnly: true, sameSite: 'Lax' });
    if (by === 'cookie') setCookie(c, 'csrftoken', token, { path: '/', sameSite: 'Lax' });
    return token;
  };
  routes.get('/', (c) => {
    const token = open(c);
    const meta = by === 'page' ? `<meta name="csrf-token" content="${token}">` : '';
    return c.html(`<html><head>${meta}<script src="/client.js"></script></head><body>Join us</body></html>`);
  });
  routes.get('/client.js', (c) => c.body(SCRIPT, 200, { 'Content-Type': 'text/javascript' }));
  routes.use('*', async (c, next) => {
    const session = sessions.get(getCookie(c, 'sid') ?? '');
    const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);
    const sent = c.req.header('x-csrftoken') ?? c.req.header('x-csrf-token');
    if (isRead || (session && sent === session.token)) return next();
    return c.json({ message: 'The CSRF token is missing or wrong.' }, 403);
  });
  routes.post('/accounts', async (c) => {
    const { username, email, password } = await c.req.json();
    if (![username, email, password].every((one) => typeof one === 'string' && one !== ''))
      return c.json(
        { message: 'Some values are not valid.', fields: ['username', 'email', 'password'] },
        422,
      );
    if (passwords.has(username)) return c.json({ message: 'Taken', fields: ['username'] }, 409);
    passwords.set(username, password);
    return c.json({ username, email }, 201);
  });
  routes.post('/login', async (c) => {
    const { username, password } = await c.req.json();
    if (passwords.get(username) !== password) return c.json({ message: 'Wrong' }, 401);
    const token = open(c, username);
    return c.json(by === 'page' ? { username, csrf_token: token } : { username });
  });
  const who = (sid: string | undefined) => sessions.get(sid ?? '')?.user;
  routes.get('/me', (c) => {
    const user = who(getCookie(c, 'sid'));
    return user === undefined ? c.json({ message: 'Log in' }, 401) : c.json({ username: user });
  });
  routes.delete('/me', (c) => {
    const user = who(getCookie(c, 'sid'));
    passwords.delete(user ?? '');
    for (const [sid, session] of sessions) if (session.user === user) sessions.delete(sid);
    return c.body(null, 204);
  });
  return { routes, accounts: () => [...passwords.keys()] };
}

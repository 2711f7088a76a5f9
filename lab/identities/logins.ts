import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const GOOD = 'Bearer good-token';
const isKnown = (authorization: string | undefined) => authorization === GOOD;

/** `/me` is for those who log in; the root is open. */
export const guarded: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.json({ up: true }))
    .get('/me', (c) =>
      isKnown(c.req.header('authorization')) ? c.json({ id: 7 }) : c.json({ error: 'who?' }, 401),
    ),
};

/** Nothing at the target asks; a documented operation does. */
export const guardedByDocument: LabApp = {
  openapi: documented(
    { 'GET /open': {}, 'GET /orders': { security: [{ token: [] }] } },
    { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
  ),
  routes: new Hono()
    .get('/', (c) => c.json({ up: true }))
    .get('/open', (c) => c.json({ up: true }))
    .get('/orders', (c) => (isKnown(c.req.header('authorization')) ? c.json([{ id: 1 }]) : c.json({}, 401))),
};

/** Knows who asks, and lets only others in. */
export const forbidden: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({}, isKnown(c.req.header('authorization')) ? 403 : 401)),
};

/** Says 403 to nobody and to whom it does not know; a token that it does not know shuts what is open, too. */
export const forbidsStrangers: LabApp = {
  routes: new Hono()
    .get('/', (c) => {
      const token = c.req.header('authorization');
      return token && !isKnown(token) ? c.json({ error: 'no' }, 403) : c.json({ up: true });
    })
    .get('/me', (c) => (isKnown(c.req.header('authorization')) ? c.json({ id: 7 }) : c.json({}, 403))),
};

/** Says 403 to both, with other words; the rest is open to all. */
export const saysWhy: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.json({ up: true }))
    .get('/me', (c) => {
      const token = c.req.header('authorization');
      if (isKnown(token)) return c.json({ id: 7 });
      return c.json({ error: token ? 'could not validate credentials' : 'not authenticated' }, 403);
    }),
};

/** One page for everybody, with a greeting for those it knows. */
export const greeting: LabApp = {
  routes: new Hono().get('/me', (c) =>
    c.json({ at: Date.now(), name: isKnown(c.req.header('authorization')) ? 'Ada' : 'guest' }),
  ),
};

/** Different for everybody every time: no proof of anything. */
export const restless: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({ luck: Math.random().toString(36) })),
};

export const open: LabApp = { routes: new Hono().get('/me', (c) => c.json({ id: 1 })) };

/** A page where people sign in is all that anybody gets: its script sends the token elsewhere. */
export const signInPage: LabApp = {
  routes: new Hono().get('/', (c) =>
    c.html(
      '<h1>Shop</h1><form action="/signin"><input name="user"><input type="password" name="password"></form>',
    ),
  ),
};

/** Sends strangers to the login page. */
export const redirecting: LabApp = {
  routes: new Hono().get('/me', (c) =>
    isKnown(c.req.header('authorization')) ? c.json({ id: 7 }) : c.redirect('/login?next=/me'),
  ),
};

/** Open, but for one place that nobody at hand may enter. */
export const adminOnly: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.json({ links: ['/items', '/admin'] }))
    .get('/items', (c) => c.json([{ id: 1 }]))
    .get('/admin', (c) => c.json({}, 403)),
};

/** A login that counts, but not at the one place for administrators, whose refusal is the same as a stranger's. */
export const administratorsApart: LabApp = {
  openapi: documented(
    {
      'GET /admin/users': { security: [{ token: [] }] },
      'GET /me': { security: [{ token: [] }] },
      'GET /orders': { security: [{ token: [] }] },
    },
    { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
  ),
  routes: new Hono()
    .get('/admin/users', (c) => c.json({ error: 'not an administrator' }, 401))
    .get('/me', (c) => (isKnown(c.req.header('authorization')) ? c.json({ id: 7 }) : c.json({}, 401)))
    .get('/orders', (c) => (isKnown(c.req.header('authorization')) ? c.json([{ id: 1 }]) : c.json({}, 401))),
};

/** All that is known of it refuses everybody; who is known is told what does not exist. */
export const onlyAdministrators: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.json({ links: ['/api/users'] }))
    .get('/api/users', (c) => c.json({ error: 'not an administrator' }, 401))
    .get('/api/*', (c) =>
      isKnown(c.req.header('authorization')) ? c.json({ error: 'no such thing' }, 404) : c.json({}, 401),
    ),
};

/** Tells who brings no token from who brings a wrong one, as gateways do: 403 is no sign of being known. */
export const anyTokenForbidden: LabApp = {
  routes: new Hono().get('/me', (c) => {
    if (c.req.header('authorization') === undefined) return c.json({}, 401);
    return isKnown(c.req.header('authorization')) ? c.json({ id: 7 }) : c.json({}, 403);
  }),
};

/** Says in words, with status 200, that nobody is let in. */
export const politeRefusal: LabApp = {
  routes: new Hono().get('/me', (c) =>
    isKnown(c.req.header('authorization'))
      ? c.json({ success: true, data: { id: 7 } })
      : c.json({ success: false, message: 'Unauthorized: token missing or invalid' }),
  ),
};

/** Another scheme than the one that is sent. */
export const otherScheme: LabApp = {
  routes: new Hono().get('/me', (c) => c.json({}, 401, { 'WWW-Authenticate': 'Token realm="api"' })),
};

/** How a service says that a login is over. */
export type Farewell = 'unauthorized' | 'forbidden' | 'polite' | 'redirect' | 'as-nobody';

/** A session that is good for so many requests. The operations are a list, its objects, and one that is open to all. */
export function endingSession(good: number, farewell: Farewell = 'unauthorized'): LabApp {
  let left = good;
  const nobody = { name: 'guest' };
  return {
    openapi: documented(
      {
        'GET /me': { security: [{ token: [] }] },
        'GET /notes': { security: [{ token: [] }] },
        'GET /notes/{id}': { security: [{ token: [] }] },
        'GET /open': {},
      },
      { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
    ),
    routes: new Hono()
      .get('/open', (c) => c.json({ up: true, release: 7 }))
      .use('*', async (c, next) => {
        const isGood = isKnown(c.req.header('authorization')) && left > 0;
        if (isGood) left -= 1;
        else if (farewell === 'polite')
          return c.json({ success: false, error: 'Session expired, please log in' });
        else if (farewell === 'redirect') return c.redirect('/login?next=here');
        else if (farewell === 'as-nobody' && c.req.path === '/me') return c.json(nobody);
        else return c.json({ error: 'who?' }, farewell === 'forbidden' ? 403 : 401);
        return next();
      })
      .get('/me', (c) => c.json({ name: 'Ada' }))
      .get('/notes', (c) => c.json([{ id: 1, text: 'a' }]))
      .get('/notes/1', (c) => c.json({ id: 1, text: 'a' })),
  };
}

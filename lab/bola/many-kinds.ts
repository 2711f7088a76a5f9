import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import type { Described } from '../documented.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

const KINDS = 9;

/** What the server hands to routes beside the request. */
interface Incoming {
  readonly incoming: { readonly socket: { destroy(): void } };
}

/**
 * Nine kinds of objects; each user has one of each, and lists show one's own. The list of the first kind breaks the
 * connection, objects of the last are served to every user, and all others to their owners. `end` ends all paths.
 */
export function manyKinds(end: '' | '/' = ''): LabApp {
  const routes = new Hono();
  const paths: Record<string, Described> = {};
  for (let kind = 0; kind < KINDS; kind += 1) {
    const isOpen = kind === KINDS - 1;
    paths[`GET /kind${kind}${end}`] = {};
    paths[`GET /kind${kind}/{id}${end}`] = {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    };
    routes.use(`/kind${kind}/*`, async (c, next) => {
      if (userOf(c.req.header('Authorization')) === undefined)
        return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
      if (kind === 0 && c.req.path === `/kind0${end}`) (c.env as Incoming).incoming.socket.destroy();
      return next();
    });
    routes.get(`/kind${kind}${end}`, (c) => {
      const user = userOf(c.req.header('Authorization'));
      return c.json([{ id: `k${kind}-of-${user}` }]);
    });
    routes.get(`/kind${kind}/:id${end}`, (c) => {
      const { id } = c.req.param() as { id: string };
      const own = id === `k${kind}-of-${userOf(c.req.header('Authorization'))}`;
      const exists = /-of-[78]$/.test(id);
      return exists && (own || isOpen)
        ? c.json({ id, text: `private ${id}` })
        : c.json({ error: 'none' }, 404);
    });
  }
  return { routes, openapi: documented(paths) };
}

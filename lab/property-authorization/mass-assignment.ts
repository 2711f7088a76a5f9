import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { accountsApi } from '../identities/accounts-api.ts';
import { documentOf, NUMBER, objectOf, reads, TEXT } from './documents.ts';

interface Behaviour {
  /** What is stored of a request. */
  readonly store: (sent: Record<string, unknown>) => Record<string, unknown>;
  readonly strict?: boolean;
  /** What the answer says beside, such as an invitation. */
  readonly says?: Readonly<Record<string, string>>;
  readonly list?: string;
}

const DECLARED = ['username', 'email'];
const USER = objectOf({ id: NUMBER, username: TEXT, email: TEXT }, { required: ['username', 'email'] });
const pathsAt = (list: string) => ({
  [list]: {
    ...reads({ type: 'array', items: USER }),
    post: {
      requestBody: { content: { 'application/json': { schema: USER } } },
      responses: { 201: { description: 'made' } },
    },
  },
  [`${list}/{id}`]: {
    get: {
      parameters: [{ name: 'id', in: 'path', required: true, schema: NUMBER }],
      responses: { 200: { description: 'ok' } },
    },
    delete: {
      parameters: [{ name: 'id', in: 'path', required: true, schema: NUMBER }],
      responses: { 204: { description: 'gone' } },
    },
  },
});

/** A registration with objects that are listed, read and removed; `left` tells how many are still there. */
export function registration({
  store,
  strict = false,
  says = {},
  list = '/users',
}: Behaviour): LabApp & { left: () => number } {
  const users = new Map<number, Record<string, unknown>>();
  let next = 1;
  const routes = new Hono();
  routes.get(list, (c) => c.json([...users.values()]));
  routes.post(list, async (c) => {
    const sent = (await c.req.json()) as Record<string, unknown>;
    if (strict && Object.keys(sent).some((name) => !['id', ...DECLARED].includes(name)))
      return c.json({ error: 'unknown member' }, 400);
    const user = { ...store(sent), id: next };
    users.set(next, user);
    next += 1;
    // An echo: what comes back here says nothing about what is kept.
    return c.json({ ...sent, ...says, id: user.id }, 201);
  });
  routes.get(`${list}/:id`, (c) => {
    const user = users.get(Number(c.req.param('id')));
    return user ? c.json(user) : c.json({ error: 'not_found' }, 404);
  });
  routes.delete(`${list}/:id`, (c) => {
    users.delete(Number(c.req.param('id')));
    return c.body(null, 204);
  });
  return { routes, openapi: documentOf(pathsAt(list)), left: () => users.size };
}

const named = ({ username, email }: Record<string, unknown>) => ({ username, email });

export const copying = registration({ store: (sent) => ({ is_admin: false, ...sent }) });
export const inviting = registration({
  store: (sent) => ({ is_admin: false, ...sent }),
  says: { status: 'success', message: 'Registered. Log in to get a token.' },
});
export const naming = registration({ store: (sent) => ({ is_admin: false, ...named(sent) }) });
export const refusing = registration({
  store: (sent) => ({ is_admin: false, ...named(sent) }),
  strict: true,
});
export const always = registration({
  store: (sent) => ({ ...named(sent), is_admin: true, verified: true, role: 'admin' }),
});
const SOUND = ['/authors', '/books', '/cities', '/desks', '/events'];
const manyKinds = [
  ...SOUND.map((list) => registration({ store: named, list })),
  registration({ store: (sent) => sent, list: '/users' }),
];
/** Six kinds of objects, the last of which takes what it is given. */
export const lastOfSix = {
  routes: manyKinds.reduce((all, { routes }) => all.route('/', routes as Hono), new Hono()),
  openapi: documentOf(Object.assign({}, ...[...SOUND, '/users'].map(pathsAt))),
  left: () => manyKinds.reduce((sum, { left }) => sum + left(), 0),
};
/** Only administrators remove accounts, and whoever asks for it is one. */
export const makingAdministrators = accountsApi({ keepsAdmin: true, removal: 'admin' });

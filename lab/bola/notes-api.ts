import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

interface Note {
  id: string;
  readonly owner: number;
  title: string;
}

interface Behaviour {
  /** Who may change and remove a note: its owner, everybody who is logged in, anybody at all. */
  readonly writes?: 'owner' | 'users' | 'anybody';
  /** Whose notes the list shows. */
  readonly list?: 'own' | 'all';
  /** Says yes to others and does nothing. */
  readonly pretends?: boolean;
  /** The identifier follows the title: who renames a note moves it. */
  readonly slugs?: boolean;
}

/** The tokens of `ada` and `bob` in orders-api.ts. */
const USERS: Readonly<Record<string, number>> = { 'ada-token-5Tq': 7, 'bob-token-8Wd': 8 };
const note = { requestBody: { content: { 'application/json': { schema: schemaOf() } } } };
const one = { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] };

function schemaOf(): object {
  return { type: 'object', required: ['title'], properties: { title: { type: 'string' } } };
}

/** Notes that users make, read, rename and remove. `notes` are those that exist. */
export function notesApi(behaviour: Behaviour = {}): LabApp & { readonly notes: () => string[] } {
  const { writes = 'owner', list = 'own', pretends = false, slugs = false } = behaviour;
  const notes = new Map<string, Note>([['n1', { id: 'n1', owner: 7, title: 'Buy lamps' }]]);
  let made = 1;
  const routes = new Hono();
  const askerOf = (authorization: string | undefined) => USERS[(authorization ?? '').replace(/^Bearer /, '')];
  const unknown = { error: 'unauthorized' };
  routes.use('/notes/*', async (c, next) => {
    const isOpen = writes === 'anybody' && c.req.method !== 'GET';
    if (!isOpen && askerOf(c.req.header('Authorization')) === undefined) return c.json(unknown, 401);
    await next();
  });
  routes.get('/notes', (c) => {
    const asker = askerOf(c.req.header('Authorization'));
    return c.json([...notes.values()].filter(({ owner }) => list === 'all' || owner === asker));
  });
  routes.post('/notes', async (c) => {
    const owner = askerOf(c.req.header('Authorization'));
    const { title } = await c.req.json<Partial<Note>>().catch(() => ({}) as Partial<Note>);
    if (owner === undefined || typeof title !== 'string') return c.json({ error: 'refused' }, 400);
    made += 1;
    const kept = { id: slugs ? title : `n${made}`, owner, title };
    notes.set(kept.id, kept);
    return c.json(kept, 201);
  });
  routes.get('/notes/:id', (c) => {
    const found = notes.get(c.req.param('id'));
    const mayRead = list === 'all' || found?.owner === askerOf(c.req.header('Authorization'));
    return found && mayRead ? c.json(found) : c.json({ error: 'no such note' }, 404);
  });
  const writable = (id: string, authorization: string | undefined) => {
    const found = notes.get(id);
    const isOwner = found?.owner === askerOf(authorization);
    return {
      found: writes === 'owner' && !isOwner && !pretends ? undefined : found,
      acts: isOwner || !pretends,
    };
  };
  routes.put('/notes/:id', async (c) => {
    const { found, acts } = writable(c.req.param('id'), c.req.header('Authorization'));
    const { title } = await c.req.json<Partial<Note>>().catch(() => ({}) as Partial<Note>);
    if (!found || typeof title !== 'string') return c.json({ error: 'no such note' }, 404);
    if (acts) found.title = title;
    if (acts && slugs) {
      notes.delete(found.id);
      found.id = title;
      notes.set(title, found);
    }
    return c.json({ status: 'saved' });
  });
  routes.delete('/notes/:id', (c) => {
    const { found, acts } = writable(c.req.param('id'), c.req.header('Authorization'));
    if (!found) return c.json({ error: 'no such note' }, 404);
    if (acts) notes.delete(found.id);
    return c.body(null, 204);
  });
  return {
    routes,
    openapi: documented({
      'GET /notes': {},
      'POST /notes': note,
      'GET /notes/{id}': one,
      'PUT /notes/{id}': { ...one, ...note },
      'DELETE /notes/{id}': one,
    }),
    notes: () => [...notes.keys()],
  };
}

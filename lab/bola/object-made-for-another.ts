import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';
import { parcelsApi } from './parcels-api.ts';

/** What the service makes of a body that says whose the new thing is. */
interface Handling {
  /** Loans of a member: taken from the body, ignored there, or refused. */
  readonly member?: 'taken' | 'ignored' | 'refused';
  /** Pets that are signed up for a trip: any pet, or those of whoever asks. */
  readonly pet?: 'any' | 'own';
  /** Under whose name a remark is kept, which nobody is shown before it is approved. */
  readonly remark?: 'body' | 'asker';
}

interface Loan {
  readonly id: number;
  readonly member_id: number;
  readonly title: string;
}

const text = { type: 'string' };
const whole = { type: 'integer' };
const bodyOf = (properties: Record<string, object>, required: string[]) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', required, properties } } } },
});
const slug = (...names: string[]) => ({
  parameters: names.map((name) => ({ name, in: 'path', required: true, schema: text })),
});
const one = { parameters: [{ name: 'id', in: 'path', required: true, schema: whole }] };

/** Loans, signups, tasks for others, and a book in which guests write their names. */
function libraryApi({
  member = 'ignored',
  pet = 'own',
  remark = 'asker',
}: Handling = {}): LabApp & { left(): number } {
  const loans = new Map<number, Loan>();
  const signups = new Map<number, { readonly id: number; readonly pet: number }>();
  const tasks = new Map<number, { id: number; user_id: number; assignee: number; title: string }>();
  const entries = new Map<number, { id: number; author: string; text: string }>();
  for (const user of [7, 8]) {
    loans.set(user, { id: user, member_id: user, title: 'An old book' });
    signups.set(user, { id: user, pet: user * 11 });
  }
  let next = 500;
  const routes = new Hono();
  const asker = (c: Context) => userOf(c.req.header('Authorization')) ?? 0;
  routes.use('*', async (c, go) => (asker(c) === 0 ? c.json({ error: 'unauthorized' }, 401) : go()));
  const sent = (c: Context) =>
    c.req.json<Record<string, unknown>>().catch(() => ({}) as Record<string, unknown>);
  routes.get('/me', (c) => c.json({ id: asker(c), email: `user${asker(c)}@example.org` }));

  routes.get('/loans', (c) => c.json([...loans.values()].filter(({ member_id }) => member_id === asker(c))));
  routes.post('/loans', async (c) => {
    const { title, member_id } = await sent(c);
    if (typeof title !== 'string') return c.json({ title: ['This field is required.'] }, 400);
    if (member_id !== undefined && member_id !== asker(c) && member === 'refused')
      return c.json({ error: 'only the desk lends to others' }, 403);
    next += 1;
    const owner = member === 'taken' && typeof member_id === 'number' ? member_id : asker(c);
    const made = { id: next, member_id: owner, title };
    loans.set(made.id, made);
    return c.json(made, 201);
  });
  routes.get('/loans/:id', (c) => {
    const found = loans.get(Number(c.req.param('id')));
    return found?.member_id === asker(c) ? c.json(found) : c.json({}, 404);
  });
  routes.delete('/loans/:id', (c) => {
    const found = loans.get(Number(c.req.param('id')));
    if (found?.member_id !== asker(c)) return c.json({}, 404);
    loans.delete(found.id);
    return c.body(null, 204);
  });

  const isKeeper = (id: unknown, user: number) => id === user * 11 || id === user * 11 + 1;
  routes.get('/pets', (c) => c.json([0, 1].map((at) => ({ id: asker(c) * 11 + at, name: `Pet ${at}` }))));
  routes.get('/pets/:id', (c) => {
    const id = Number(c.req.param('id'));
    return isKeeper(id, asker(c)) ? c.json({ id, name: 'Pet' }) : c.json({}, 404);
  });
  routes.get('/signups', (c) => c.json([...signups.values()].filter((each) => isKeeper(each.pet, asker(c)))));
  routes.post('/signups', async (c) => {
    const { pet: named } = await sent(c);
    const isKnown = isKeeper(named, 7) || isKeeper(named, 8);
    if (!isKnown || (pet === 'own' && !isKeeper(named, asker(c))))
      return c.json({ pet: ['Invalid pk - object does not exist.'] }, 400);
    next += 1;
    signups.set(next, { id: next, pet: Number(named) });
    return c.json(signups.get(next), 201);
  });
  routes.delete('/signups/:id', (c) => {
    const found = signups.get(Number(c.req.param('id')));
    if (!found || !isKeeper(found.pet, asker(c))) return c.json({}, 404);
    signups.delete(found.id);
    return c.body(null, 204);
  });

  const mine = (each: { user_id: number; assignee: number }, user: number) =>
    each.user_id === user || each.assignee === user;
  routes.get('/tasks', (c) => c.json([...tasks.values()].filter((each) => mine(each, asker(c)))));
  routes.post('/tasks', async (c) => {
    const { title, assignee } = await sent(c);
    next += 1;
    const made = {
      id: next,
      user_id: asker(c),
      assignee: Number(assignee ?? asker(c)),
      title: String(title),
    };
    tasks.set(next, made);
    return c.json(made, 201);
  });
  routes.get('/tasks/:id', (c) => {
    const found = tasks.get(Number(c.req.param('id')));
    return found && mine(found, asker(c)) ? c.json(found) : c.json({}, 404);
  });
  routes.delete('/tasks/:id', (c) => {
    tasks.delete(Number(c.req.param('id')));
    return c.body(null, 204);
  });

  routes.get('/news', (c) => c.json([{ slug: 'open-day', title: 'Open day' }]));
  routes.get('/news/:slug/remarks', (c) => c.json([]));
  routes.post('/news/:slug/remarks', async (c) => {
    const { text: written, author } = await sent(c);
    const name = `user${asker(c)}@example.org`;
    next += 1;
    const kept = remark === 'body' && typeof author === 'string' ? author : name;
    return c.json({ id: next, author: kept, text: written, approved: false }, 201);
  });
  routes.delete('/news/:slug/remarks/:id', (c) => c.json({ error: 'only the desk' }, 403));

  routes.get('/entries', (c) => c.json([...entries.values()]));
  routes.post('/entries', async (c) => {
    const { author, text: written } = await sent(c);
    next += 1;
    entries.set(next, { id: next, author: String(author ?? ''), text: String(written) });
    return c.json(entries.get(next), 201);
  });
  routes.delete('/entries/:id', (c) => {
    entries.delete(Number(c.req.param('id')));
    return c.body(null, 204);
  });
  return {
    routes,
    left: () => loans.size + signups.size + tasks.size + entries.size - 4,
    openapi: documented({
      'GET /me': {},
      'GET /loans': {},
      'POST /loans': bodyOf({ title: text }, ['title']),
      'GET /loans/{id}': one,
      'DELETE /loans/{id}': one,
      'GET /pets': {},
      'GET /pets/{id}': one,
      'GET /signups': {},
      'POST /signups': bodyOf({ pet: whole }, ['pet']),
      'DELETE /signups/{id}': one,
      'GET /tasks': {},
      'POST /tasks': bodyOf({ title: text, assignee: whole }, ['title']),
      'GET /tasks/{id}': one,
      'DELETE /tasks/{id}': one,
      'GET /news': {},
      'GET /news/{slug}/remarks': slug('slug'),
      'POST /news/{slug}/remarks': { ...slug('slug'), ...bodyOf({ text }, ['text']) },
      'DELETE /news/{slug}/remarks/{id}': slug('slug', 'id'),
      'GET /entries': {},
      'POST /entries': bodyOf({ author: text, text }, ['author', 'text']),
      'DELETE /entries/{id}': one,
    }),
  };
}

export const memberOfTheBody = libraryApi({ member: 'taken' });
export const petOfAnybody = libraryApi({ pet: 'any' });
export const memberIgnored = libraryApi();
export const memberRefused = libraryApi({ member: 'refused' });

export const authorOfTheBody = libraryApi({ remark: 'body' });

export const addressOfAnybody = parcelsApi({ address: true });
export const companyOfTheBody = parcelsApi({ company: true });
export const parcelsOfOwners = parcelsApi();

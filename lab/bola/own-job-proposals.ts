import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

/** Ada wrote the proposals 501 and 502, for a job that Bob posted, or for somebody else's. */
const PROPOSALS = [501, 502].map((id) => ({ id, job_id: 31, author_id: 7, offer: `Done by spring, ${id}` }));
const TOKENS: Readonly<Record<string, number>> = { 'ada-token-5Tq': 7, 'bob-token-8Wd': 8 };

/** Proposals are listed to who wrote them, and served to whoever the job belongs to as well; or to every user. */
export function proposals({ client }: { readonly client: number }): LabApp {
  const routes = new Hono();
  const asker = (header: string | undefined) => TOKENS[header?.replace('Bearer ', '') ?? ''];
  routes.get('/me', (c) => {
    const user = asker(c.req.header('authorization'));
    return user === undefined ? c.json({ error: 'unauthorized' }, 401) : c.json({ id: user });
  });
  routes.get('/proposals', (c) => {
    const user = asker(c.req.header('authorization'));
    if (user === undefined) return c.json({ error: 'unauthorized' }, 401);
    return c.json(PROPOSALS.filter(({ author_id }) => author_id === user));
  });
  routes.get('/proposals/:id', (c) => {
    if (asker(c.req.header('authorization')) === undefined) return c.json({ error: 'unauthorized' }, 401);
    const found = PROPOSALS.find(({ id }) => id === Number(c.req.param('id')));
    return found ? c.json(found) : c.json({ error: 'not found' }, 404);
  });
  routes.get('/jobs/:id', (c) => {
    if (asker(c.req.header('authorization')) === undefined) return c.json({ error: 'unauthorized' }, 401);
    return c.req.param('id') === '31'
      ? c.json({ id: 31, client_id: client, title: 'A fence' })
      : c.json({ error: 'not found' }, 404);
  });
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /proposals': {},
      'GET /proposals/{id}': { parameters: [pathParameter('id', '501')] },
      'GET /jobs/{id}': { parameters: [pathParameter('id', '31')] },
    }),
  };
}

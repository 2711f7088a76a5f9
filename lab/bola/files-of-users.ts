import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Kept {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

/** The tokens of `ada` and `bob` in orders-api.ts. */
const USERS: ReadonlySet<string> = new Set(['Bearer ada-token-5Tq', 'Bearer bob-token-8Wd']);
const form = {
  type: 'object',
  required: ['picture'],
  properties: { picture: { type: 'string', format: 'binary' }, caption: { type: 'string' } },
};

/** Pictures and nothing else, under names of the service's own; removed by their owner, or by whoever is logged in. */
export function filesOfUsers(removedBy: 'owner' | 'users'): LabApp & { readonly left: () => number } {
  const kept = new Map<number, Kept>();
  let next = 1;
  const one = { parameters: [pathParameter('id', '1', { type: 'integer' })] };
  const asker = (c: Context) => {
    const said = c.req.header('Authorization') ?? '';
    return USERS.has(said) ? said : undefined;
  };
  const foundFor = (c: Context, who: string | undefined) => {
    const found = kept.get(Number(c.req.param('id')));
    return found && (who === undefined || found.owner === who) ? found : undefined;
  };
  const told = ({ id, name }: Kept) => ({ id, name });
  return {
    left: () => kept.size,
    openapi: documented({
      'GET /pictures': {},
      'POST /pictures': { requestBody: { content: { 'multipart/form-data': { schema: form } } } },
      'GET /pictures/{id}': one,
      'DELETE /pictures/{id}': one,
    }),
    routes: new Hono()
      .use('*', async (c, next) => {
        if (!asker(c)) return c.json({ error: 'unauthorized' }, 401);
        await next();
      })
      .get('/pictures', (c) => {
        const own = [...kept.values()].filter(({ owner }) => owner === asker(c));
        return c.json(own.map(told));
      })
      .post('/pictures', async (c) => {
        const { picture } = await c.req.parseBody();
        if (!(picture instanceof File) || picture.type !== 'image/png')
          return c.json({ error: 'a PNG, please' }, 415);
        const added = { id: next, owner: asker(c) ?? '', name: `picture-${next}.png` };
        next += 1;
        kept.set(added.id, added);
        return c.json(told(added), 201);
      })
      .get('/pictures/:id', (c) => {
        const found = foundFor(c, asker(c));
        return found ? c.json(told(found)) : c.json({ error: 'none' }, 404);
      })
      .delete('/pictures/:id', (c) => {
        const found = foundFor(c, removedBy === 'owner' ? asker(c) : undefined);
        return c.body(null, found && kept.delete(found.id) ? 204 : 404);
      }),
  };
}

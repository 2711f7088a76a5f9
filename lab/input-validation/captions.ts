import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

/** Pictures with a caption beside them, which is joined into a statement or bound. */
export function captions(isJoined: boolean): LabApp & { readonly left: () => number } {
  const kept = new Map<number, { id: number; name: string; caption: string }>();
  let next = 1;
  const one = { parameters: [pathParameter('id', '1', { type: 'integer' })] };
  const form = {
    type: 'object',
    required: ['picture'],
    properties: { picture: { type: 'string', format: 'binary' }, caption: { type: 'string' } },
  };
  return {
    left: () => kept.size,
    openapi: documented({
      'GET /pictures': {},
      'POST /pictures': { requestBody: { content: { 'multipart/form-data': { schema: form } } } },
      'GET /pictures/{id}': one,
      'DELETE /pictures/{id}': one,
    }),
    routes: new Hono()
      .get('/pictures', (c) => c.json([...kept.values()]))
      .post('/pictures', async (c) => {
        const { picture, caption = '' } = await c.req.parseBody();
        if (!(picture instanceof File) || picture.type !== 'image/png')
          return c.json({ error: 'a PNG, please' }, 415);
        const written = String(caption);
        if (isJoined && (written.split("'").length - 1) % 2 === 1)
          return c.json({ error: `SQLITE_ERROR: near "${written}": syntax error` }, 500);
        const added = { id: next, name: picture.name, caption: written };
        next += 1;
        kept.set(added.id, added);
        return c.json(added, 201);
      })
      .get('/pictures/:id', (c) => {
        const found = kept.get(Number(c.req.param('id')));
        return found ? c.json(found) : c.json({ error: 'none' }, 404);
      })
      .delete('/pictures/:id', (c) => c.body(null, kept.delete(Number(c.req.param('id'))) ? 204 : 404)),
  };
}

import type { Context } from 'hono';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

const text = { type: 'string' };
export const jsonBody = (properties: object, more: object = {}) => ({
  requestBody: {
    content: { 'application/json': { schema: { type: 'object', properties, ...more } } },
  },
});
export const formBody = (mediaType: string, properties: object) => ({
  requestBody: { content: { [mediaType]: { schema: { type: 'object', properties } } } },
});

/** What a handler makes of the members of a body. */
export type Answering = (members: Record<string, unknown>, c: Context) => Response | Promise<Response>;

/** An operation that is asked by POST and keeps nothing. */
export function asking(path: string, properties: object, answer: Answering): LabApp {
  return {
    openapi: documented({ [`POST ${path}`]: jsonBody(properties), 'GET /ping': {} }),
    routes: new Hono()
      .get('/ping', (c) => c.json({ ok: true }))
      .post(path, async (c) => answer(await c.req.json(), c)),
  };
}

/** The same with a form. */
export function askingByForm(path: string, properties: object, answer: Answering): LabApp {
  return {
    openapi: documented({
      [`POST ${path}`]: formBody('application/x-www-form-urlencoded', properties),
      'GET /ping': {},
    }),
    routes: new Hono()
      .get('/ping', (c) => c.json({ ok: true }))
      .post(path, async (c) => answer(await c.req.parseBody(), c)),
  };
}

export interface Shelf extends LabApp {
  /** What is on the shelf and was not there at first. */
  left(): number;
}

interface Made {
  readonly id: number;
  readonly members: Record<string, unknown>;
}

/** A list of notes that anybody adds to and takes from; `onWrite` may answer instead of adding or changing. */
export function shelf(
  onWrite: (
    members: Record<string, unknown>,
    c: Context,
  ) => Response | Promise<Response | undefined> | undefined,
  {
    properties = { title: text, text },
    removes = true,
    show = ({ id, members }: Made, c: Context): Response | Promise<Response> => c.json({ id, ...members }),
  } = {},
): Shelf {
  const one = [pathParameter('id', '1', { type: 'integer' })];
  const notes = new Map<number, Made>([[1, { id: 1, members: { title: 'Old', text: 'from before' } }]]);
  let next = 2;
  const plain = ({ id, members }: Made) => ({ id, ...members });
  const routes = new Hono()
    .get('/notes', (c) => c.json([...notes.values()].map(plain)))
    .post('/notes', async (c) => {
      const members = await c.req.json();
      const answer = await onWrite(members, c);
      if (answer) return answer;
      const note = { id: next, members };
      next += 1;
      notes.set(note.id, note);
      return c.json(plain(note), 201);
    })
    .get('/notes/:id', (c) => {
      const note = notes.get(Number(c.req.param('id')));
      return note ? show(note, c) : c.json({ error: 'no such note' }, 404);
    })
    .patch('/notes/:id', async (c) => {
      const note = notes.get(Number(c.req.param('id')));
      if (!note) return c.json({ error: 'no such note' }, 404);
      const members = await c.req.json();
      const answer = await onWrite(members, c);
      if (answer) return answer;
      const changed = { ...note, members: { ...note.members, ...members } };
      notes.set(note.id, changed);
      return c.json(plain(changed));
    })
    .delete('/notes/:id', (c) => {
      if (!removes) return c.json({ error: 'not yours' }, 403);
      return notes.delete(Number(c.req.param('id')))
        ? c.body(null, 204)
        : c.json({ error: 'no such note' }, 404);
    });
  return {
    openapi: documented({
      'GET /notes': {},
      'POST /notes': jsonBody(properties, { required: Object.keys(properties) }),
      'GET /notes/{id}': { parameters: one },
      'PATCH /notes/{id}': { parameters: one, ...jsonBody(properties) },
      'DELETE /notes/{id}': { parameters: one },
    }),
    routes,
    left: () => notes.size - 1,
  };
}

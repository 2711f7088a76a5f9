import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';
import { jsonBody } from '../input-validation/bodies.ts';
import { fetched } from './fetching-bodies.ts';

interface Event {
  readonly id: string;
  readonly title: string;
  cover?: string;
}

export interface Events extends LabApp {
  /** Events beside the one that was there. */
  left(): number;
  /** The cover of the event that was there. */
  firstCover(): string | undefined;
}

const text = { type: 'string' };

/** Events whose cover is loaded from an address, by an operation of its own. */
function events(load: (url: string) => Promise<string>): Events {
  const all = new Map<string, Event>([['spring', { id: 'spring', title: 'Spring fair' }]]);
  const id = pathParameter('id', 'spring');
  return {
    left: () => all.size - 1,
    firstCover: () => all.get('spring')?.cover,
    openapi: documented({
      'GET /events': {},
      'POST /events': jsonBody({ title: text }, { required: ['title'] }),
      'GET /events/{id}': { parameters: [id] },
      'DELETE /events/{id}': { parameters: [id] },
      'POST /events/{id}/cover': {
        parameters: [id],
        ...jsonBody({ imageUrl: { ...text, example: 'https://example.com/cover.png' } }),
      },
    }),
    routes: new Hono()
      .get('/events', (c) => c.json([...all.values()]))
      .post('/events', async (c) => {
        const { title } = await c.req.json();
        const made = { id: randomUUID(), title: String(title) };
        all.set(made.id, made);
        return c.json(made, 201);
      })
      .get('/events/:id', (c) => {
        const found = all.get(c.req.param('id'));
        return found ? c.json(found) : c.json({ error: 'no such event' }, 404);
      })
      .delete('/events/:id', (c) => c.body(null, all.delete(c.req.param('id')) ? 204 : 404))
      .post('/events/:id/cover', async (c) => {
        const found = all.get(c.req.param('id'));
        if (!found) return c.json({ error: 'no such event' }, 404);
        const { imageUrl } = await c.req.json();
        const loaded = await load(String(imageUrl));
        if (!loaded.startsWith('PNG')) return c.json({ error: 'no picture there' }, 422);
        found.cover = String(imageUrl);
        return c.json(found);
      }),
  };
}

export const loading = events(fetched);
/** Keeps the address for browsers to load. */
export const keeping = events(async () => 'PNG');

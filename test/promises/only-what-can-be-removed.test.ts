import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { documented, pathParameter } from '../../lab/documented.ts';
import { scan } from '../../src/scan.ts';

const OBJECT = { type: 'object', properties: { name: { type: 'string' } } };
const body = { requestBody: { content: { 'application/json': { schema: OBJECT } } } };

/** Notes that anybody may make and read; whether the document knows how they are removed differs. */
function notes(removal: boolean) {
  const kept = new Map<string, object>();
  let made = 0;
  const routes = new Hono();
  routes.post('/notes', async (c) => {
    const sent = await c.req.json<object>().catch(() => undefined);
    if (!sent) return c.json({ error: 'no' }, 400);
    made += 1;
    const note = { ...sent, id: `note-${made}` };
    kept.set(note.id, note);
    return c.json(note, 201);
  });
  routes.get('/notes', (c) => c.json([...kept.values()]));
  routes.get('/notes/:id', (c) =>
    c.json(kept.get(c.req.param('id')) ?? {}, kept.has(c.req.param('id')) ? 200 : 404),
  );
  routes.delete('/notes/:id', (c) => c.body(null, kept.delete(c.req.param('id')) ? 204 : 404));
  const id = { parameters: [pathParameter('id', 'note-0')] };
  const openapi = documented({
    'GET /notes': {},
    'POST /notes': body,
    'GET /notes/{id}': id,
    ...(removal ? { 'DELETE /notes/{id}': id } : {}),
  });
  return { routes, openapi, made: () => made, left: () => kept.size };
}

async function scanned(removal: boolean) {
  const lab = notes(removal);
  const served = await serveLab(lab);
  try {
    const { notRemoved } = await scan({
      guesses: 'first',
      url: served.url,
      mode: 'active',
      selection: { include: ['mass-assignment', 'foreign-object-written'], exclude: [] },
    });
    return { made: lab.made(), kept: lab.left(), left: notRemoved };
  } finally {
    await served.close();
  }
}

test('what the document knows how to remove is made, and removed', async () => {
  const { made, kept } = await scanned(true);
  expect(made).toBeGreaterThan(0);
  expect(kept).toBe(0);
});

test('what nothing can remove is made once, and said', async () => {
  const { made, kept, left } = await scanned(false);
  expect([made, kept]).toEqual([1, 1]);
  expect(left).toHaveLength(1);
});

import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter, query } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** What is looked up by a value beside the path, or below another one's object, and not compared with the asker. */
export type Beside = 'compared' | 'exported' | 'metered';

const OWNED = [
  { owner: 7, scan: '5c0c1b1e-32f1-4c0e-8d55-0a4f6f1d0007', meter: 'MT-0007', reading: 701, kilos: 61 },
  { owner: 8, scan: '5c0c1b1e-32f1-4c0e-8d55-0a4f6f1d0008', meter: 'MT-0008', reading: 802, kilos: 82 },
] as const;

/** Body scans that are compared with another one, an export for whom a script names, readings below meters. */
export function besideThePath(open?: Beside): LabApp {
  const routes = new Hono();
  const absent = { error: 'not found' };
  const asker = (c: Context) => userOf(c.req.header('Authorization'));
  routes.get('/', (c) =>
    c.html(
      '<script>function mine(user) { return fetch("/export/moods.csv?user_id=" + user); } function all(meter, from) { return fetch("/meters/" + meter + "/readings?from=" + from); }</script>',
    ),
  );
  routes.use(async (c, next) =>
    asker(c) === undefined
      ? c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : next(),
  );
  const own = (c: Context) => OWNED.find(({ owner }) => owner === asker(c));
  const scanOf = (held: (typeof OWNED)[number] | undefined) =>
    held && { id: held.scan, kilos: held.kilos, pulse: held.kilos + 7 };
  routes.get('/me', (c) => c.json({ id: asker(c), name: `user ${asker(c)}` }));
  routes.get('/scans', (c) => c.json([scanOf(own(c))]));
  routes.get('/scans/:id', (c) => {
    const held = own(c);
    return held?.scan === c.req.param('id') ? c.json(scanOf(held)) : c.json(absent, 404);
  });
  routes.get('/scans/:id/compare', (c) => {
    const held = own(c);
    const other = OWNED.find(({ scan }) => scan === c.req.query('with'));
    const isSeen = other && (open === 'compared' || other === held);
    return held?.scan === c.req.param('id') && isSeen
      ? c.json({ this: scanOf(held), other: scanOf(other) })
      : c.json(absent, 404);
  });
  routes.get('/export/moods.csv', (c) => {
    const wanted = Number(c.req.query('user_id') || asker(c));
    if (open !== 'exported' && wanted !== asker(c)) return c.json({ error: 'forbidden' }, 403);
    return c.text(`day,mood\n2026-02-0${wanted},calm as ${wanted}\n`, 200, { 'Content-Type': 'text/csv' });
  });
  const readingOf = ({ reading, meter, kilos }: (typeof OWNED)[number]) => ({
    id: reading,
    meter,
    kwh: kilos,
  });
  routes.get('/meters', (c) => c.json([{ serial: own(c)?.meter }]));
  routes.get('/meters/:serial/readings', (c) => {
    const held = own(c);
    if (c.req.query('from') !== undefined) return c.json({ error: 'failed' }, 500);
    return held?.meter === c.req.param('serial') ? c.json([readingOf(held)]) : c.json(absent, 404);
  });
  routes.get('/meters/:serial/readings/:id', (c) => {
    const held = own(c);
    const wanted = OWNED.find(({ reading }) => String(reading) === c.req.param('id'));
    const isSeen = wanted && (open === 'metered' || wanted === held);
    return held?.meter === c.req.param('serial') && isSeen ? c.json(readingOf(wanted)) : c.json(absent, 404);
  });
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /scans': {},
      'GET /scans/{id}': { parameters: [pathParameter('id', OWNED[0].scan)] },
      'GET /scans/{id}/compare': {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          query('with', {}, { example: '00000000-0000-4000-8000-000000000000' }),
        ],
      },
      'GET /meters': {},
      'GET /meters/{serial}/readings/{id}': {
        parameters: ['serial', 'id'].map((name) => ({
          ...{ name, in: 'path', required: true, schema: { type: 'string' } },
        })),
      },
    }),
  };
}

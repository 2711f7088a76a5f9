import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** Ada is user 7, and one of the rooms that everybody books has the same number. */
export function numberedAlike(): LabApp {
  const routes = new Hono();
  routes.use(async (c, next) => {
    if (userOf(c.req.header('Authorization')) === undefined)
      return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    return next();
  });
  const room = (id: number) => ({ id, floor: 2 });
  routes.get('/me', (c) =>
    c.json({ id: userOf(c.req.header('Authorization')), username: 'ada', room_pk: 7 }),
  );
  routes.get('/rooms/:room_pk/bookings', (c) =>
    c.json([
      { ...room(Number(c.req.param('room_pk'))), day: `2031-0${Number(c.req.param('room_pk')) % 9}-01` },
    ]),
  );
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /rooms/{room_pk}/bookings': {
        parameters: [{ name: 'room_pk', in: 'path', required: true, schema: { type: 'string' } }],
      },
    }),
  };
}

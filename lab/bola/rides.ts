import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

/** Ada is user 7. Bookings 1 and 5 are hers; 3 is another rider's, for a ride that she drives, or another driver. */
const BOOKINGS = [
  { id: 1, ride_id: 40, rider: 'ada@lab.example' },
  { id: 3, ride_id: 41, rider: 'eve@lab.example' },
  { id: 5, ride_id: 40, rider: 'ada@lab.example' },
];

/** A receipt is for the rider and for the driver, or for everybody. */
export function rides({ driver }: { readonly driver: number }): LabApp {
  const routes = new Hono();
  const closed = (c: Context) => c.req.header('authorization') !== 'Bearer ada-token-5Tq';
  const refused = (c: Context) => c.json({ error: 'unauthorized' }, 401);
  const booking = (c: Context) => BOOKINGS.find(({ id }) => id === Number(c.req.param('id')));
  routes.get('/me', (c) => (closed(c) ? refused(c) : c.json({ id: 7, email: 'ada@lab.example' })));
  routes.get('/bookings', (c) =>
    closed(c)
      ? refused(c)
      : c.json(BOOKINGS.flatMap(({ rider, ...rest }) => (rider === 'ada@lab.example' ? [rest] : []))),
  );
  routes.get('/bookings/:id', (c) => {
    const found = booking(c);
    if (closed(c)) return refused(c);
    return found ? c.json({ id: found.id, ride_id: found.ride_id }) : c.json({ error: 'not found' }, 404);
  });
  routes.get('/bookings/:id/receipt', (c) => {
    const found = booking(c);
    if (closed(c)) return refused(c);
    return found
      ? c.json({ number: found.id, email: found.rider, paid: 12 })
      : c.json({ error: 'not found' }, 404);
  });
  routes.get('/rides/:id', (c) => {
    const driven = c.req.param('id') === '41' ? driver : 9;
    return closed(c) ? refused(c) : c.json({ id: Number(c.req.param('id')), driver: { id: driven } });
  });
  const id = { parameters: [pathParameter('id', '1')] };
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /bookings': {},
      'GET /bookings/{id}': id,
      'GET /bookings/{id}/receipt': id,
      'GET /rides/{id}': { parameters: [pathParameter('id', '40')] },
    }),
  };
}

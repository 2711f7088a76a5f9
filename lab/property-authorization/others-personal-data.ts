import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { userOf } from '../bola/orders-api.ts';
import { documented, query } from '../documented.ts';

/** Where more is shown of others than is needed to name them. */
export type Shows = 'lookup' | 'bookings' | 'directory';

const PEOPLE = [
  {
    id: 7,
    full_name: 'Ada Marsh',
    email: 'ada@mail.example',
    phone: '+43 660 5550107',
    birth_date: '1988-03-02',
    iban: 'AT021943000023451113',
  },
  {
    id: 8,
    full_name: 'Bob Hale',
    email: 'bob@mail.example',
    phone: '+43 660 5550108',
    birth_date: '1979-11-21',
    iban: 'AT551943000098127745',
  },
];

/** A bank with rooms to book: people meet one another in lookups, in lists of slots and in a directory. */
export function meetingPeople(shows?: Shows): LabApp {
  const routes = new Hono();
  const asker = (c: Context) => userOf(c.req.header('Authorization'));
  routes.use(async (c, next) => {
    if (asker(c) === undefined)
      return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    return next();
  });
  routes.get('/me', (c) => c.json(PEOPLE.find(({ id }) => id === asker(c))));
  // Confirmation of payee: whoever pays is told whom.
  routes.get('/payees/lookup', (c) => {
    const person = PEOPLE.find(({ iban }) => iban === c.req.query('iban'));
    if (!person) return c.json({ error: 'not found' }, 404);
    const { id: _, iban, ...holder } = person;
    const named = { full_name: person.full_name.replace(/(?<=\b\w)\w+/g, '***') };
    return c.json({ iban, holder: shows === 'lookup' ? holder : named });
  });
  routes.get('/rooms/:id/bookings', (c) =>
    c.json(
      PEOPLE.map(({ id, full_name, email, phone }) => ({
        slot: `0${id}:00`,
        mine: id === asker(c),
        ...(shows === 'bookings' ? { booked_by: { full_name, email, phone } } : {}),
      })),
    ),
  );
  // Those who work together know how to reach one another.
  routes.get('/colleagues', (c) =>
    c.json(
      PEOPLE.map(({ id, full_name, email, phone, birth_date }) => ({
        ...{ id, full_name, email, phone },
        ...(shows === 'directory' ? { birth_date } : {}),
      })),
    ),
  );
  routes.get('/rooms', (c) =>
    c.json([{ id: 1, manager: { ...PEOPLE[1], iban: undefined, birth_date: undefined } }]),
  );
  // What one entered oneself.
  routes.get('/beneficiaries', (c) =>
    c.json(PEOPLE.filter(({ id }) => id !== asker(c)).map(({ email, iban }) => ({ email, iban }))),
  );
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  return {
    routes,
    openapi: documented({
      'GET /me': {},
      'GET /payees/lookup': { parameters: [query('iban', {}, { required: true })] },
      'GET /rooms': {},
      'GET /rooms/{id}/bookings': { parameters: [id] },
      'GET /colleagues': {},
      'GET /beneficiaries': {},
    }),
  };
}

import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** Which of its checks the service forgets. */
export interface Forgets {
  /** Whether the guest belongs to the booking in the path; the booking itself is looked after. */
  readonly guestOfBooking?: true;
  /** Whose card is blocked. */
  readonly cardOwner?: true;
  /** Whose booking is changed. */
  readonly bookingOwner?: true;
  /** Says yes to others and does nothing. */
  readonly pretends?: true;
}

interface Booking {
  readonly id: string;
  readonly owner: number;
  readonly space: string;
  readonly starts_at: string;
  title: string;
}

interface Guest {
  readonly id: number;
  readonly booking: string;
  full_name: string;
}

interface Card {
  readonly id: number;
  readonly owner: number;
  readonly label: string;
  status: string;
}

const text = { type: 'string' };
const bodyOf = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', required, properties } } } },
});
const path = (...names: string[]) => ({
  parameters: names.map((name) => ({ name, in: 'path', required: true, schema: text })),
});
const time = { type: 'string', format: 'date-time' };

const DOCUMENT = documented({
  'GET /spaces': {},
  'GET /spaces/{slug}': path('slug'),
  'POST /spaces/{slug}/bookings': {
    ...path('slug'),
    ...bodyOf({ starts_at: time, ends_at: time, title: text }, ['starts_at', 'ends_at']),
  },
  'GET /bookings': {},
  'GET /bookings/{id}': path('id'),
  'PATCH /bookings/{id}': { ...path('id'), ...bodyOf({ title: text }) },
  'DELETE /bookings/{id}': path('id'),
  'GET /bookings/{bookingId}/guests': path('bookingId'),
  'POST /bookings/{bookingId}/guests': { ...path('bookingId'), ...bodyOf({ full_name: text }) },
  'PATCH /bookings/{bookingId}/guests/{guestId}': {
    ...path('bookingId', 'guestId'),
    ...bodyOf({ full_name: text }),
  },
  'DELETE /bookings/{bookingId}/guests/{guestId}': path('bookingId', 'guestId'),
  'GET /cards': {},
  'POST /cards': bodyOf({ label: text }),
  'GET /cards/{id}': path('id'),
  'POST /cards/{id}/block': { ...path('id'), ...bodyOf({ reason: text }) },
});

export interface BookingsApi extends LabApp {
  /** What was there before a scan and is not as it was, and what is there that was not; cards are counted. */
  readonly odd: () => string[];
  /** How many bookings and guests were made and are still there. */
  readonly left: () => number;
  /** How many cards were made: they stay. */
  readonly cards: () => number;
}

/** Bookings below the spaces of a catalogue, guests below bookings, and cards that cannot be removed. */
export function bookingsApi(forgets: Forgets = {}): BookingsApi {
  const { guestOfBooking, cardOwner, bookingOwner, pretends } = forgets;
  const bookings = new Map<string, Booking>();
  const guests = new Map<number, Guest>();
  const cards = new Map<number, Card>();
  const old = { title: 'Board meeting', full_name: 'Old Guest', label: 'Main card' };
  for (const owner of [7, 8]) {
    const id = `b-${owner}`;
    bookings.set(id, {
      id,
      owner,
      space: 'harbour',
      starts_at: `2026-01-0${owner}T10:00:00Z`,
      title: old.title,
    });
    guests.set(owner, { id: owner, booking: id, full_name: old.full_name });
    cards.set(owner, { id: owner, owner, label: old.label, status: 'active' });
  }
  let next = 100;
  const routes = new Hono();
  routes.get('/spaces', (c) => c.json([{ slug: 'harbour', name: 'Harbour' }]));
  routes.get('/spaces/:slug', (c) =>
    c.req.param('slug') === 'harbour' ? c.json({ slug: 'harbour', name: 'Harbour' }) : c.json({}, 404),
  );
  const asker = (c: Context) => userOf(c.req.header('Authorization')) ?? 0;
  routes.use('*', async (c, go) => {
    return asker(c) === 0 ? c.json({ error: 'unauthorized' }, 401) : go();
  });
  const sent = (c: { req: { json(): Promise<unknown> } }) =>
    c.req.json().catch(() => ({})) as Promise<Record<string, string>>;
  const missing = { error: 'not found' };
  const own = (id: string, user: number) => {
    const found = bookings.get(id);
    return found?.owner === user ? found : undefined;
  };

  routes.post('/spaces/:slug/bookings', async (c) => {
    if (c.req.param('slug') !== 'harbour') return c.json(missing, 404);
    const { starts_at = '', ends_at = '', title = '' } = await sent(c);
    if (!(Date.parse(ends_at) > Date.parse(starts_at)))
      return c.json({ error: 'ends_at before starts_at' }, 422);
    if ([...bookings.values()].some((one) => one.starts_at === starts_at))
      return c.json({ error: 'taken' }, 409);
    next += 1;
    const made = { id: `b-${next}`, owner: asker(c), space: 'harbour', starts_at, title };
    bookings.set(made.id, made);
    return c.json(made, 201);
  });
  routes.get('/bookings', (c) => c.json([...bookings.values()].filter(({ owner }) => owner === asker(c))));
  routes.get('/bookings/:id', (c) => {
    const found = own(c.req.param('id'), asker(c));
    return found ? c.json(found) : c.json(missing, 404);
  });
  const toWrite = (id: string, user: number) => (bookingOwner || pretends ? bookings.get(id) : own(id, user));
  const acts = (owner: number, user: number) => !pretends || owner === user;
  routes.patch('/bookings/:id', async (c) => {
    const found = toWrite(c.req.param('id'), asker(c));
    const { title = '' } = await sent(c);
    if (!found) return c.json(missing, 404);
    if (title === '') return c.json({ title: ['This field is required.'] }, 400);
    if (acts(found.owner, asker(c))) found.title = title;
    return c.json(found);
  });
  routes.delete('/bookings/:id', (c) => {
    const found = toWrite(c.req.param('id'), asker(c));
    if (!found) return c.json(missing, 404);
    if (acts(found.owner, asker(c))) {
      bookings.delete(found.id);
      for (const guest of guests.values()) if (guest.booking === found.id) guests.delete(guest.id);
    }
    return c.body(null, 204);
  });

  routes.use('/bookings/:id/guests/*', async (c, go) =>
    own(c.req.param('id'), asker(c)) ? go() : c.json(missing, 404),
  );
  routes.get('/bookings/:id/guests', (c) =>
    c.json([...guests.values()].filter(({ booking }) => booking === c.req.param('id'))),
  );
  routes.post('/bookings/:id/guests', async (c) => {
    next += 1;
    const { full_name = '' } = await sent(c);
    const made = { id: next, booking: c.req.param('id'), full_name };
    guests.set(made.id, made);
    return c.json(made, 201);
  });
  const guestIn = (booking: string, id: string) => {
    const found = guests.get(Number(id));
    return found && (found.booking === booking || guestOfBooking || pretends) ? found : undefined;
  };
  routes.patch('/bookings/:id/guests/:guest', async (c) => {
    const found = guestIn(c.req.param('id'), c.req.param('guest'));
    if (!found) return c.json(missing, 404);
    if (!pretends || found.booking === c.req.param('id')) found.full_name = (await sent(c)).full_name ?? '';
    return c.json(found);
  });
  routes.delete('/bookings/:id/guests/:guest', (c) => {
    const found = guestIn(c.req.param('id'), c.req.param('guest'));
    if (!found) return c.json(missing, 404);
    if (!pretends || found.booking === c.req.param('id')) guests.delete(found.id);
    return c.body(null, 204);
  });

  routes.get('/cards', (c) => c.json([...cards.values()].filter(({ owner }) => owner === asker(c))));
  routes.post('/cards', async (c) => {
    next += 1;
    const made = { id: next, owner: asker(c), label: (await sent(c)).label ?? '', status: 'requested' };
    cards.set(made.id, made);
    return c.json(made, 201);
  });
  routes.get('/cards/:id', (c) => {
    const found = cards.get(Number(c.req.param('id')));
    return found?.owner === asker(c) ? c.json(found) : c.json(missing, 404);
  });
  routes.post('/cards/:id/block', (c) => {
    const found = cards.get(Number(c.req.param('id')));
    const isOwner = found?.owner === asker(c);
    if (!found || !(isOwner || cardOwner || pretends)) return c.json(missing, 404);
    if (isOwner || !pretends) found.status = 'blocked';
    return c.json({ id: found.id, status: 'blocked' });
  });
  return {
    routes,
    openapi: DOCUMENT,
    left: () => bookings.size + guests.size - 4,
    cards: () => cards.size - 2,
    odd: () => [
      ...[...bookings.values()].flatMap((one) => (one.title === old.title ? [] : [`booking ${one.id}`])),
      ...[...guests.values()].flatMap((one) => (one.full_name === old.full_name ? [] : [`guest ${one.id}`])),
      ...[7, 8].flatMap((id) => (cards.get(id)?.status === 'active' ? [] : [`card ${id}`])),
      ...(bookings.has('b-7') && bookings.has('b-8') && guests.has(7) && guests.has(8)
        ? []
        : ['old ones are gone']),
    ],
  };
}

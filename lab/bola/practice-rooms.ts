import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';

/** How members and answers are written: plainly, or as JSON:API has it. */
export type Manner = 'plain' | 'json-api';

interface Behaviour {
  /** Who may call a booking off: anybody with a login, or whoever booked and whose room it is. */
  readonly cancels: 'anybody' | 'parties';
  readonly manner?: Manner;
}

interface Row {
  readonly id: number;
  readonly [name: string]: unknown;
}

const TOKENS: Readonly<Record<string, number>> = { 'ada-token-5Tq': 7, 'bob-token-8Wd': 8 };
const KINDS = ['piano', 'drums', 'choir'];
const JSON_API = 'application/vnd.api+json';

const scriptFor = (manner: Manner) => `
const send = (method, path, data) => fetch(path, { method, headers: { 'Content-Type': '${
  manner === 'plain' ? 'application/json' : JSON_API
}' }, body: data ? JSON.stringify(${manner === 'plain' ? 'data' : '{ data }'}) : undefined });
const of = (type, attributes, relationships) => (${
  manner === 'plain' ? 'attributes' : '{ type, attributes, relationships }'
});
const to = (type, id) => ({ data: { type, id: String(id) } });
const rooms = {
  all: (kind) => send('GET', '/rooms?kind=' + kind),
  one: (id) => send('GET', '/rooms/' + id),
  add: (label, kind, fee) => send('POST', '/rooms', of('rooms', { label, kind, fee })),
  drop: (id) => send('DELETE', '/rooms/' + id),
};
const bookings = {
  mine: () => send('GET', '/bookings'),
  one: (id) => send('GET', '/bookings/' + id),
  add: (room, day, hours, note) => send('POST', '/bookings', ${
    manner === 'plain'
      ? "{ room_id: room, day, hours, note, state: 'asked' }"
      : "of('bookings', { day, hours, note, state: 'asked' }, { room: to('rooms', room) })"
  }),
  cancel: (id) => send('POST', '/bookings/' + id + '/cancel'),
  drop: (id) => send('DELETE', '/bookings/' + id),
};`;

/**
 * Rooms of users, which others book by the day: nobody his own. No document; a script says how. Whoever has the room is
 * shown its bookings, and may call them off.
 */
export function practiceRooms({ cancels, manner = 'plain' }: Behaviour): LabApp & {
  readonly bookings: () => readonly Row[];
} {
  const rooms: Row[] = [
    { id: 1, label: 'Cellar', kind: 'drums', fee: 12, host_id: 7 },
    { id: 2, label: 'Loft', kind: 'piano', fee: 15, host_id: 8 },
    { id: 3, label: 'Annex', kind: 'piano', fee: 20, host_id: 9 },
    { id: 4, label: 'Nave', kind: 'choir', fee: 30, host_id: 9 },
    { id: 5, label: 'Shed', kind: 'drums', fee: 10, host_id: 9 },
  ];
  let bookings: Row[] = [
    { id: 11, room_id: 3, day: '2031-03-03', hours: 2, note: 'scales', state: 'asked', guest_id: 7 },
    { id: 12, room_id: 4, day: '2031-03-05', hours: 3, note: 'mass', state: 'asked', guest_id: 8 },
  ];
  let next = 100;
  const routes = new Hono();
  const isPlain = manner === 'plain';
  const typeOf = (row: Row) => ('room_id' in row ? 'bookings' : 'rooms');
  const shown = ({ id, room_id, host_id, guest_id, ...attributes }: Row) =>
    isPlain
      ? { id, ...attributes, ...(host_id ? { host_id } : { room_id, guest_id }) }
      : {
          ...{ type: typeOf({ id, ...(room_id ? { room_id } : {}) }), id: String(id), attributes },
          relationships: {
            ...(host_id ? { host: { data: { type: 'users', id: String(host_id) } } } : {}),
            ...(guest_id ? { guest: { data: { type: 'users', id: String(guest_id) } } } : {}),
            ...(room_id ? { room: { data: { type: 'rooms', id: String(room_id) } } } : {}),
          },
        };
  const answer = (c: Context, value: Row | readonly Row[], status: 200 | 201 = 200) => {
    const body = Array.isArray(value) ? value.map(shown) : shown(value as Row);
    return c.json(isPlain ? body : { data: body }, status, isPlain ? {} : { 'Content-Type': JSON_API });
  };
  const refuse = (c: Context, status: 401 | 403 | 404 | 409 | 422, detail: string, pointer?: string) =>
    c.json(
      isPlain
        ? { message: detail, ...(pointer ? { fields: [pointer.split('/').at(-1)] } : {}) }
        : { errors: [{ status: String(status), detail, ...(pointer ? { source: { pointer } } : {}) }] },
      status,
    );
  const who = (c: Context) => TOKENS[c.req.header('authorization')?.replace('Bearer ', '') ?? ''];
  const sent = async (c: Context): Promise<Readonly<Record<string, unknown>>> => {
    const body = await c.req.json().catch(() => ({}));
    if (isPlain) return body;
    const { attributes = {}, relationships = {} } = body?.data ?? {};
    return { ...attributes, room_id: Number(relationships.room?.data?.id) };
  };
  const roomOf = (row: Row) => rooms.find(({ id }) => id === row.room_id);
  const isParty = (row: Row, user: number) => row.guest_id === user || roomOf(row)?.host_id === user;

  routes.get('/', (c) => c.html('<script src="/client.js"></script>'));
  routes.get('/client.js', (c) => c.body(scriptFor(manner), 200, { 'Content-Type': 'text/javascript' }));
  routes.get('/rooms', (c) => {
    const kind = c.req.query('kind');
    return answer(c, kind === undefined ? rooms : rooms.filter((room) => room.kind === kind));
  });
  routes.get('/rooms/:id', (c) => {
    const room = rooms.find(({ id }) => id === Number(c.req.param('id')));
    return room ? answer(c, room) : refuse(c, 404, 'No such room');
  });
  routes.use('*', async (c, next) => (who(c) === undefined ? refuse(c, 401, 'Log in') : next()));
  routes.get('/me', (c) => answer(c, { id: who(c) ?? 0, name: who(c) === 7 ? 'ada' : 'bob' }));
  routes.post('/rooms', async (c) => {
    const { label, kind, fee } = await sent(c);
    if (typeof label !== 'string') return refuse(c, 422, 'label is not valid', '/data/attributes/label');
    if (!KINDS.includes(String(kind)))
      return refuse(c, 422, 'Some values are not valid', '/data/attributes/kind');
    if (typeof fee !== 'number') return refuse(c, 422, 'Some values are not valid', '/data/attributes/fee');
    const room = { id: next++, label, kind, fee, host_id: who(c) };
    rooms.push(room);
    return answer(c, room, 201);
  });
  routes.delete('/rooms/:id', (c) => {
    const at = rooms.findIndex((room) => room.id === Number(c.req.param('id')) && room.host_id === who(c));
    if (at < 0) return refuse(c, 404, 'No such room');
    rooms.splice(at, 1);
    return c.body(null, 204);
  });
  routes.get('/bookings', (c) =>
    answer(
      c,
      bookings.filter((row) => isParty(row, who(c) ?? 0)),
    ),
  );
  routes.post('/bookings', async (c) => {
    const { room_id, day, hours, note } = await sent(c);
    const room = rooms.find(({ id }) => id === room_id);
    if (!room) return refuse(c, 422, 'Some values are not valid', '/data/relationships/room_id');
    if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day))
      return refuse(c, 422, 'Some values are not valid', '/data/attributes/day');
    const weekday = new Date(day).getUTCDay();
    if (weekday === 0 || weekday === 6) return refuse(c, 422, 'Closed on that day');
    if (typeof hours !== 'number' || hours > 8)
      return refuse(c, 422, 'Some values are not valid', '/data/attributes/hours');
    if (room.host_id === who(c)) return refuse(c, 409, 'This room is yours');
    if (bookings.some((row) => row.room_id === room_id && row.day === day))
      return refuse(c, 409, 'Taken on that day');
    const row = { id: next++, room_id, day, hours, note, state: 'asked', guest_id: who(c) };
    bookings.push(row);
    return answer(c, row, 201);
  });
  const found = (c: Context, forAll = false) =>
    bookings.find((row) => row.id === Number(c.req.param('id')) && (forAll || isParty(row, who(c) ?? 0)));
  routes.get('/bookings/:id', (c) => {
    const row = found(c);
    return row ? answer(c, row) : refuse(c, 404, 'No such booking');
  });
  routes.post('/bookings/:id/cancel', (c) => {
    const row = found(c, cancels === 'anybody');
    if (!row) return refuse(c, 404, 'No such booking');
    bookings = bookings.map((one) => (one === row ? { ...row, state: 'cancelled' } : one));
    return answer(c, { ...row, state: 'cancelled' });
  });
  routes.delete('/bookings/:id', (c) => {
    const row = found(c);
    if (!row || row.guest_id !== who(c)) return refuse(c, 404, 'No such booking');
    bookings = bookings.filter((one) => one !== row);
    return c.body(null, 204);
  });
  return { routes, bookings: () => bookings };
}

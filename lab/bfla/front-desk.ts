import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

type Caller = 'nobody' | 'user' | 'admin';

interface Behaviour {
  /** Who may write, of those who are logged in. */
  readonly writers: (caller: Caller) => boolean;
  /** The macros are no longer written: whoever is logged in is told that nothing is there, whatever the path. */
  readonly writesNoMacros?: boolean;
  /** Reads the body before it asks who writes. */
  readonly checksBodyFirst?: boolean;
  /** Anybody who is logged in puts up what everybody reads. */
  readonly noticesOfAnybody?: boolean;
  /** Who put it up may take it down. */
  readonly removedByMaker?: boolean;
  /** What the document says of changing a room. */
  readonly summary?: string;
}

const body = (names: Readonly<Record<string, object>>, required: readonly string[] = []) => ({
  requestBody: {
    content: { 'application/json': { schema: { type: 'object', properties: names, required } } },
  },
});
const TEXT = { type: 'string' };
const secured = { security: [{ bearer: [] }] };
const room = { parameters: [pathParameter('no', 'B2')] };
const macro = { parameters: [pathParameter('slug', 'hello')] };

/** Rooms that everybody sees and the desk changes, macros that are the desk's alone, and notices of administrators. */
export function frontDesk({
  writers,
  writesNoMacros = false,
  checksBodyFirst = false,
  noticesOfAnybody = false,
  removedByMaker = false,
  summary = 'Front desk: change a room',
}: Behaviour): LabApp & { readonly changes: () => number; readonly left: () => number } {
  const rooms: Record<string, unknown> = { no: 'B2', seats: 8, price: 30, opened: '2020-01-01' };
  const notices = new Map<number, Record<string, unknown>>();
  const log = { changes: 0, next: 1 };
  const app = new Hono();
  const callerOf = (c: Context): Caller =>
    (({ 'Bearer eve-token-2Lk': 'admin', 'Bearer ada-token-5Tq': 'user' })[
      c.req.header('Authorization') ?? ''
    ] as Caller | undefined) ?? 'nobody';
  const refusal = (c: Context, allowed: (caller: Caller) => boolean) => {
    const caller = callerOf(c);
    if (caller === 'nobody') return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    return allowed(caller) ? undefined : c.json({ error: 'staff only' }, 403);
  };
  const isAdmin = (caller: Caller) => caller === 'admin';
  app.get('/me', (c) => refusal(c, () => true) ?? c.json({ name: 'ada', role: 'user' }));
  app.get('/rooms/:no', (c) =>
    c.req.param('no') === 'B2' ? c.json(rooms) : c.json({ error: 'no room' }, 404),
  );
  app.patch('/rooms/:no', async (c) => {
    const sent = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
    if (checksBodyFirst && typeof sent.seats !== 'number') return c.json({ error: 'seats' }, 422);
    const refused = refusal(c, writers);
    if (refused) return refused;
    for (const [name, value] of Object.entries(sent)) {
      if (rooms[name] !== value) log.changes += 1;
      rooms[name] = value;
    }
    return c.json(rooms);
  });
  app.get('/macros/:slug', (c) => refusal(c, isAdmin) ?? c.json({ error: 'no macro' }, 404));
  if (!writesNoMacros)
    app.patch('/macros/:slug', (c) => refusal(c, writers) ?? c.json({ error: 'no macro' }, 404));
  app.get('/admin/notices', (c) => refusal(c, () => true) ?? c.json([...notices.values()]));
  app.get('/admin/notices/:id', (c) => {
    const notice = notices.get(Number(c.req.param('id')));
    return refusal(c, () => true) ?? (notice ? c.json(notice) : c.json({ error: 'no notice' }, 404));
  });
  app.post('/admin/notices', async (c) => {
    const refused = refusal(c, writers);
    if (refused) return refused;
    const { title } = (await c.req.json()) as Record<string, unknown>;
    if (typeof title !== 'string') return c.json({ error: 'title' }, 400);
    const notice = { id: log.next, title };
    log.next += 1;
    notices.set(notice.id, notice);
    return c.json(notice, 201);
  });
  app.delete('/admin/notices/:id', (c) => {
    const refused = refusal(c, writers);
    if (refused) return refused;
    notices.delete(Number(c.req.param('id')));
    return c.body(null, 204);
  });
  const announced = new Map<number, Record<string, unknown>>();
  app.get('/announcements', (c) => c.json([...announced.values()]));
  app.get('/announcements/:id', (c) => {
    const one = announced.get(Number(c.req.param('id')));
    return one ? c.json(one) : c.json({ error: 'none' }, 404);
  });
  app.post('/announcements', async (c) => {
    const refused = refusal(c, noticesOfAnybody ? () => true : isAdmin);
    if (refused) return refused;
    const { title } = (await c.req.json()) as Record<string, unknown>;
    if (typeof title !== 'string') return c.json({ error: 'title' }, 400);
    const one = { id: log.next, title };
    log.next += 1;
    announced.set(one.id, one);
    return c.json(one, 201);
  });
  app.delete('/announcements/:id', (c) => {
    const refused = refusal(c, removedByMaker ? () => true : isAdmin);
    if (refused) return refused;
    announced.delete(Number(c.req.param('id')));
    return c.body(null, 204);
  });
  if (writesNoMacros) app.all('*', (c) => refusal(c, () => true) ?? c.json({ error: 'no macro' }, 404));
  const notice = { parameters: [pathParameter('id', '1', { type: 'integer' })] };
  const openapi = documented(
    {
      'GET /me': secured,
      'GET /rooms/{no}': room,
      'PATCH /rooms/{no}': {
        ...room,
        ...secured,
        summary,
        ...body({ seats: { type: 'integer' }, price: { type: 'integer' } }),
      },
      'GET /macros/{slug}': { ...macro, ...secured },
      'PATCH /macros/{slug}': { ...macro, ...secured, ...body({ title: TEXT, body: TEXT }) },
      'GET /admin/notices': secured,
      'POST /admin/notices': { ...secured, ...body({ title: TEXT }, ['title']) },
      'GET /announcements': {},
      'POST /announcements': { ...secured, ...body({ title: TEXT }, ['title']) },
      'GET /announcements/{id}': notice,
      'DELETE /announcements/{id}': { ...notice, ...secured },
      'GET /admin/notices/{id}': { ...notice, ...secured },
      'DELETE /admin/notices/{id}': { ...notice, ...secured },
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes: app, openapi, changes: () => log.changes, left: () => notices.size };
}

const staff = (caller: Caller) => caller === 'admin';
const anybody = () => true;
export const guarded = frontDesk({ writers: staff });
export const unguarded = frontDesk({ writers: anybody });
export const withoutMacros = frontDesk({ writers: staff, writesNoMacros: true });
export const checkingBodies = frontDesk({ writers: staff, checksBodyFirst: true });
/** Everybody may change a room here, and nothing says otherwise. */
export const forEverybody = frontDesk({ writers: anybody, writesNoMacros: true, summary: 'Change a room' });
export const announcingAnything = frontDesk({ writers: staff, noticesOfAnybody: true });
/** A board on which everybody puts up and takes down his own. */
export const blackboard = frontDesk({ writers: staff, noticesOfAnybody: true, removedByMaker: true });

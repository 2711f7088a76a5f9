import { type Context, Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Manners {
  /** How a file is served again. */
  readonly serves: 'as-sent' | 'as-attachment';
  /** Each is read and removed below its ticket, where its bytes are all that is served. */
  readonly isBelow?: boolean;
  /** Whether a file can be taken away again. */
  readonly removes?: boolean;
}

interface Scan {
  readonly id: number;
  readonly ticket: number;
  readonly fileName: string;
  readonly type: string;
  readonly bytes: string;
}

const TOKEN = 'ada-token-5Tq';
export const writer: Identity = { name: 'ada', credentials: [{ kind: 'bearer', token: TOKEN }] };

/** Tickets with files below them, which are read and removed at an address of their own and listed at the ticket alone. */
export function ticketsWithFiles({ serves, isBelow = false, removes = true }: Manners): LabApp & {
  readonly left: () => number;
} {
  const tickets = new Map<number, { readonly id: number; readonly subject: string }>();
  const scans = new Map<number, Scan>();
  const log = { next: 5 };
  const added = () => {
    log.next += 1;
    return log.next;
  };
  const told = ({ bytes: _bytes, ...one }: Scan) => one;
  const absent = (c: Context) => c.json({ error: 'none' }, 404);
  const app = new Hono();
  app.use('*', async (c, next) => {
    if (c.req.header('Authorization') !== `Bearer ${TOKEN}`)
      return c.json({ error: 'Log in first' }, 401, { 'WWW-Authenticate': 'Bearer' });
    await next();
  });
  app.get('/tickets', (c) => c.json([...tickets.values()]));
  app.post('/tickets', async (c) => {
    const { subject } = (await c.req.json()) as Record<string, unknown>;
    if (typeof subject !== 'string') return c.json({ error: 'subject' }, 422);
    const one = { id: added(), subject };
    tickets.set(one.id, one);
    return c.json(one, 201);
  });
  app.get('/tickets/:id', (c) => {
    const one = tickets.get(Number(c.req.param('id')));
    return one ? c.json(one) : absent(c);
  });
  app.delete('/tickets/:id', (c) => {
    const id = Number(c.req.param('id'));
    for (const one of scans.values()) if (one.ticket === id) scans.delete(one.id);
    return tickets.delete(id) ? c.body(null, 204) : absent(c);
  });
  app.get('/tickets/:id/scans', (c) => {
    const id = Number(c.req.param('id'));
    return tickets.has(id)
      ? c.json({ scans: [...scans.values()].filter(({ ticket }) => ticket === id).map(told) })
      : absent(c);
  });
  app.post('/tickets/:id/scans', async (c) => {
    const ticket = Number(c.req.param('id'));
    if (!tickets.has(ticket)) return absent(c);
    const { page } = await c.req.parseBody();
    if (!(page instanceof File)) return c.json({ error: 'page' }, 422);
    const one = { id: added(), ticket, fileName: page.name, type: page.type, bytes: await page.text() };
    scans.set(one.id, one);
    return c.json(told(one), 201);
  });
  const place = isBelow ? '/tickets/:id/scans/:scanId' : '/scans/:scanId';
  app.get(isBelow ? place : `${place}/raw`, (c) => {
    const one = scans.get(Number(c.req.param('scanId')));
    if (!one) return absent(c);
    const type = { 'Content-Type': one.type };
    return c.body(
      one.bytes,
      200,
      serves === 'as-sent' ? type : { ...type, 'Content-Disposition': 'attachment' },
    );
  });
  if (removes)
    app.delete(place, (c) => (scans.delete(Number(c.req.param('scanId'))) ? c.body(null, 204) : absent(c)));
  const secured = { security: [{ bearer: [] }] };
  const ticket = { ...secured, parameters: [pathParameter('id', '5', { type: 'integer' })] };
  const own = pathParameter('scanId', '5', { type: 'integer' });
  const scan = { ...secured, parameters: isBelow ? [...ticket.parameters, own] : [own] };
  const documentedPlace = isBelow ? '/tickets/{id}/scans/{scanId}' : '/scans/{scanId}';
  const form = (type: string, properties: object) => ({
    requestBody: {
      content: { [type]: { schema: { type: 'object', required: Object.keys(properties), properties } } },
    },
  });
  const openapi = documented(
    {
      'GET /tickets': secured,
      'POST /tickets': { ...secured, ...form('application/json', { subject: { type: 'string' } }) },
      'GET /tickets/{id}': ticket,
      'DELETE /tickets/{id}': ticket,
      'GET /tickets/{id}/scans': ticket,
      'POST /tickets/{id}/scans': {
        ...ticket,
        ...form('multipart/form-data', { page: { type: 'string', format: 'binary' } }),
      },
      [isBelow ? `GET ${documentedPlace}` : `GET ${documentedPlace}/raw`]: scan,
      ...(removes ? { [`DELETE ${documentedPlace}`]: scan } : {}),
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes: app, openapi, left: () => scans.size + tickets.size };
}

import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';
import { userOf } from './orders-api.ts';

export interface Files {
  /** What anybody is served without a credential. */
  readonly open?: readonly ('file' | 'member' | 'avatar' | 'shared')[];
}

const INVOICE = '31';
const LINK = '9f3c1a7e-0b4d-4c1a-9b7f-0a5d8e2c7f10';

/** Invoices with their files, a link to share, an old way to members, and pictures of them. */
export function invoiceFiles({ open = [] }: Files = {}): LabApp {
  const app = new Hono();
  app.use('*', async (c, next) => {
    const opened = { file: /\/file$/, member: /^\/old\//, avatar: /\/avatar$/, shared: /^\/links\/./ };
    if (open.some((name) => opened[name].test(c.req.path)) || userOf(c.req.header('Authorization')))
      return next();
    return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
  });
  const only = (id: string, value: object) => (asked: string) => (asked === id ? value : undefined);
  const answers: Readonly<Record<string, (id: string) => object | undefined>> = {
    '/invoices/:id': only(INVOICE, { id: 31, total: 12 }),
    '/invoices/:id/file': only(INVOICE, { invoice: 31, lines: ['a lamp'] }),
    '/invoices/:id/avatar': only(INVOICE, { picture: 'round' }),
    '/links/:id': only(LINK, { shows: 'a wish list' }),
    '/old/patrons/:id': only('P100001', { name: 'Ada', phone: '+49 511 777220' }),
  };
  app.get('/me', (c) => c.json({ id: 7, patron_no: 'P100001' }));
  app.get('/invoices', (c) => c.json([{ id: 31 }]));
  app.get('/links', (c) => c.json([{ id: LINK }]));
  for (const [path, answer] of Object.entries(answers))
    app.get(path, (c) => {
      const value = answer(c.req.param('id') ?? '');
      return value ? c.json(value) : c.json({ error: 'not found' }, 404);
    });
  const id = { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] };
  return {
    routes: app,
    openapi: documented({
      'GET /me': {},
      'GET /invoices': {},
      'GET /invoices/{id}': id,
      'GET /invoices/{id}/file': id,
      'GET /invoices/{id}/avatar': id,
      'GET /links': {},
      'GET /links/{id}': id,
      'GET /old/patrons/{patron_no}': { parameters: [pathParameter('patron_no', 'P100001')] },
    }),
  };
}

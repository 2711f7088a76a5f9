import { type Context, Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented, pathParameter, query } from '../documented.ts';

interface Behaviour {
  /** How much of the seller stands beside an advert. */
  readonly seller: 'whole' | 'card' | 'contact';
  /** Who reads adverts. */
  readonly readers?: 'anybody' | 'users';
  /** What the parameter that brings him is called. */
  readonly by?: string;
  /** Whether the document lists what may be asked for. */
  readonly listed?: boolean;
}

const SELLERS = [
  {
    id: 71,
    handle: 'noor',
    fullName: 'Noor Aziz',
    email: 'noor.aziz@tern-mail.net',
    phone: '+31 6 4455 1209',
    dateOfBirth: '1988-04-17',
    taxNumber: 'NL004455661',
  },
  {
    id: 72,
    handle: 'ben',
    fullName: 'Ben Okafor',
    email: 'ben.okafor@tern-mail.net',
    phone: '+31 6 9911 7733',
    dateOfBirth: '1991-11-02',
    taxNumber: 'NL009911223',
  },
] as const;
const TOKENS = ['Bearer noor-token-8Rd', 'Bearer ben-token-3Wq'];

export const sellers: Identity[] = SELLERS.map(({ handle }, at) => ({
  name: handle,
  role: 'user',
  credentials: [{ kind: 'bearer', token: (TOKENS[at] ?? '').slice('Bearer '.length) }],
}));

/** Adverts, each of a seller who can be shown beside it. */
export function adverts({ seller, readers = 'anybody', by = 'embed', listed = true }: Behaviour): LabApp {
  const all = SELLERS.map(({ id }, at) => ({
    id: at + 1,
    title: ['Cargo bike', 'Oak table'][at],
    price: 240 + at,
    sellerId: id,
  }));
  const shown = (id: number) => {
    const person = SELLERS.find((one) => one.id === id);
    if (!person) return undefined;
    const { handle, fullName, phone } = person;
    if (seller === 'whole') return person;
    return seller === 'card' ? { handle, fullName } : { handle, phone };
  };
  const asker = (c: Context) => SELLERS[TOKENS.indexOf(c.req.header('Authorization') ?? '')];
  const app = new Hono();
  app.use('*', async (c, next) => {
    const isOpen = readers === 'anybody' && c.req.path.startsWith('/adverts');
    if (!isOpen && !asker(c)) return c.json({ error: 'Log in first' }, 401, { 'WWW-Authenticate': 'Bearer' });
    await next();
  });
  app.get('/me', (c) => c.json(asker(c) ?? {}));
  app.get('/adverts', (c) => c.json({ adverts: all }));
  app.get('/adverts/:id', (c) => {
    const advert = all.find(({ id }) => id === Number(c.req.param('id')));
    if (!advert) return c.json({ error: 'none' }, 404);
    const wanted = c.req.query(by);
    if (wanted === undefined) return c.json(advert);
    if (wanted !== 'seller') return c.json({ error: `${by} must be seller` }, 422);
    return c.json({ ...advert, seller: shown(advert.sellerId) });
  });
  const secured = { security: [{ bearer: [] }] };
  const read = readers === 'users' ? secured : {};
  const openapi = documented(
    {
      'GET /me': secured,
      'GET /adverts': read,
      'GET /adverts/{id}': {
        ...read,
        parameters: [
          pathParameter('id', '2', { type: 'integer' }),
          query(by, listed ? { enum: ['seller'] } : {}),
        ],
      },
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes: app, openapi };
}

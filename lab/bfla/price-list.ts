import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Behaviour {
  /** Whoever is logged in sets prices. */
  readonly pricedByAnybody: boolean;
  /** Users put up articles of their own, and price them. */
  readonly hasSellers?: boolean;
}

const ARTICLE = {
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['title', 'unitPrice'],
          properties: { title: { type: 'string' }, unitPrice: { type: 'integer', minimum: 1 } },
        },
      },
    },
  },
};
const PRICE = {
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { type: 'object', required: ['unitPrice'], properties: { unitPrice: { type: 'integer' } } },
      },
    },
  },
};

/** Articles that everybody reads and administrators keep; their price has an operation of its own. */
export function priceList({ pricedByAnybody, hasSellers = false }: Behaviour): LabApp & {
  readonly prices: () => readonly number[];
} {
  const articles = new Map([
    [11, { id: 11, title: 'Lamp', unitPrice: 4_200 }],
    [12, { id: 12, title: 'Chair', unitPrice: 8_900 }],
  ]);
  const app = new Hono();
  const refused = (c: Context, isOpen: boolean) => {
    const user = c.req.header('Authorization') === 'Bearer ada-token-5Tq';
    const admin = c.req.header('Authorization') === 'Bearer eve-token-2Lk';
    if (!user && !admin) return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    return isOpen || admin ? undefined : c.json({ error: 'administrators only' }, 403);
  };
  const change = async (c: Context, isOpen: boolean) => {
    const refusal = refused(c, isOpen);
    if (refusal) return refusal;
    const article = articles.get(Number(c.req.param('id')));
    if (!article) return c.json({ error: 'no article' }, 404);
    return c.json(Object.assign(article, await c.req.json()));
  };
  app.get('/me', (c) => refused(c, true) ?? c.json({ name: 'ada', role: 'user' }));
  app.get('/articles', (c) => c.json([...articles.values()]));
  app.get('/articles/:id', (c) => {
    const article = articles.get(Number(c.req.param('id')));
    return article ? c.json(article) : c.json({ error: 'no article' }, 404);
  });
  app.patch('/articles/:id', (c) => change(c, pricedByAnybody));
  app.put('/admin/articles/:id', (c) => change(c, false));
  app.post('/admin/articles', (c) => refused(c, false) ?? c.json({ id: 13 }, 201));
  app.post('/articles', (c) => refused(c, true) ?? c.json({ error: 'not today' }, 409));
  const secured = { security: [{ bearer: [] }] };
  const one = { parameters: [pathParameter('id', '11', { type: 'integer' })] };
  const openapi = documented(
    {
      'GET /me': secured,
      'GET /articles': {},
      'GET /articles/{id}': one,
      'PATCH /articles/{id}': { ...one, ...secured, ...PRICE },
      'PUT /admin/articles/{id}': { ...one, ...secured, ...ARTICLE },
      'POST /admin/articles': { ...secured, ...ARTICLE },
      ...(hasSellers ? { 'POST /articles': { ...secured, ...ARTICLE } } : {}),
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes: app, openapi, prices: () => [...articles.values()].map(({ unitPrice }) => unitPrice) };
}

export const pricedByAnybody = priceList({ pricedByAnybody: true });
export const pricedByAdministrators = priceList({ pricedByAnybody: false });
export const pricedBySellers = priceList({ pricedByAnybody: true, hasSellers: true });

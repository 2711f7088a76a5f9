import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const RULES = {
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['quietFrom', 'mostGuests'],
          properties: { quietFrom: { type: 'string' }, mostGuests: { type: 'integer' } },
        },
      },
    },
  },
};

/** Rules of a house that its administrators alone read: who may replace them is asked, or forgotten. */
function houseRules(isOpen: boolean): LabApp & { readonly rules: () => object } {
  let rules = { quietFrom: '22:00', mostGuests: 4 };
  const app = new Hono();
  const refused = (c: Context, forAll: boolean) => {
    const role = { 'Bearer ada-token-5Tq': 'user', 'Bearer eve-token-2Lk': 'admin' }[
      c.req.header('Authorization') ?? ''
    ];
    if (!role) return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    return forAll || role === 'admin' ? undefined : c.json({ error: 'not for you' }, 403);
  };
  app.get('/me', (c) => refused(c, true) ?? c.json({ name: 'somebody' }));
  app.get('/house-rules', (c) => refused(c, false) ?? c.json(rules));
  app.put('/house-rules', async (c) => {
    const refusal = refused(c, isOpen);
    if (refusal) return refusal;
    rules = await c.req.json();
    return c.json(rules);
  });
  const secured = { security: [{ bearer: [] }] };
  const openapi = documented(
    { 'GET /me': secured, 'GET /house-rules': secured, 'PUT /house-rules': { ...secured, ...RULES } },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes: app, openapi, rules: () => rules };
}

export const replacedByAnybody = houseRules(true);
export const replacedByAdministrators = houseRules(false);

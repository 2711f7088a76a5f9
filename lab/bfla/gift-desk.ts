import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

interface Desk {
  /** True where the role is asked for, after the body was read. */
  readonly guarded: boolean;
  /** What the document says of issuing a gift card. */
  readonly says: string;
}

const TOKENS: Readonly<Record<string, string>> = {
  'Bearer ada-token-5Tq': 'user',
  'Bearer eve-token-2Lk': 'admin',
};
const text = (maxLength: number, pattern?: string) => ({
  type: 'string',
  minLength: 4,
  maxLength,
  ...(pattern === undefined ? {} : { pattern }),
});
const properties = {
  label: text(40),
  number: text(20, '^[A-Z0-9-]+$'),
  worth: { type: 'integer', minimum: 100 },
};

/** Gift cards are issued and never taken back; nothing shows one of them. The body is read before the role. */
export function giftDesk({ guarded, says }: Desk): LabApp & { readonly issued: unknown[] } {
  const issued: unknown[] = [];
  const routes = new Hono();
  routes.get('/me', (c) => {
    const role = TOKENS[c.req.header('Authorization') ?? ''];
    return role ? c.json({ name: 'ada', role }) : c.json({ message: 'Log in first' }, 401);
  });
  routes.post('/gift-cards', async (c) => {
    const role = TOKENS[c.req.header('Authorization') ?? ''];
    if (!role) return c.json({ message: 'Log in first' }, 401);
    const { label, number, worth } = await c.req.json().catch(() => ({}));
    if (typeof label !== 'string' || !/^[A-Z0-9-]{4,20}$/.test(number) || !(worth >= 100))
      return c.json({ message: 'label, number and worth are needed' }, 422);
    if (guarded && role !== 'admin') return c.json({ message: 'Managers alone' }, 403);
    issued.push({ id: issued.length + 1, label, number, worth });
    return c.json(issued.at(-1), 201);
  });
  const secured = { security: [{ bearer: [] }] };
  const schema = { type: 'object', properties, required: Object.keys(properties) };
  const openapi = documented(
    {
      'GET /me': secured,
      'POST /gift-cards': {
        ...secured,
        summary: says,
        requestBody: { required: true, content: { 'application/json': { schema } } },
      },
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes, openapi, issued };
}

export const issuedByAnybody = giftDesk({ guarded: false, says: 'Issue a gift card (managers only)' });
export const issuedByManagers = giftDesk({ guarded: true, says: 'Issue a gift card (managers only)' });
export const issuedForOneself = giftDesk({ guarded: false, says: 'Issue a gift card' });

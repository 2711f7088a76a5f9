import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Order {
  /** Who is asked for first, before anything is looked for or read. */
  readonly first: 'caller' | 'thing' | 'body';
  /** What plain users may do although they should not. */
  readonly open?: readonly string[];
  /** Tells plain users that there is nothing where they may not be. */
  readonly hides?: boolean;
  /** Takes every body, and makes something of it. */
  readonly takesAnything?: boolean;
}

const TOKENS: Readonly<Record<string, 'user' | 'admin'>> = {
  'Bearer ada-token-5Tq': 'user',
  'Bearer eve-token-2Lk': 'admin',
};
const ID = pathParameter('partId', 'f3b9c1d2-7a44-4c0e-9f6b-2d1e8a7c5b90', {
  type: 'string',
  format: 'uuid',
});
const CODE = pathParameter('code', 'spare', { type: 'string' });
const demanding = {
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['title', 'shelf'],
          properties: { title: { type: 'string' }, shelf: { type: 'integer' } },
        },
      },
    },
  },
};
const PART = 'f3b9c1d2-7a44-4c0e-9f6b-2d1e8a7c5b90';

/** A stock room that administrators alone keep: nothing there can be read by others, or made to be removed again. */
export function stockRoom({ first, open = [], hides = false, takesAnything = false }: Order): LabApp & {
  readonly changes: () => number;
} {
  const log = { changes: 0 };
  const app = new Hono();
  const done = (c: Context, status: 200 | 201) => {
    log.changes += 1;
    return c.json({ done: true }, status);
  };
  const add = (
    operation: string,
    { named = false, wants = false }: { readonly named?: boolean; readonly wants?: boolean },
  ) => {
    const [method = '', path = ''] = operation.split(' ');
    app.on([method], path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const role = TOKENS[c.req.header('Authorization') ?? ''];
      if (!role) return c.json({ message: 'Log in first' }, 401, { 'WWW-Authenticate': 'Bearer' });
      const body = wants ? await c.req.json().catch(() => ({})) : {};
      const mayNot = role !== 'admin' && !open.includes(operation);
      const refusal = mayNot
        ? hides
          ? c.json({ message: 'Nothing here' }, 404)
          : c.json({ message: 'For administrators' }, 403)
        : undefined;
      const isThere = !named || Object.values(c.req.param()).some((value) => value === PART);
      const absent = isThere ? undefined : c.json({ message: 'Nothing here' }, 404);
      const isWrong = wants && !takesAnything && typeof body.title !== 'string';
      const wrong = isWrong ? c.json({ message: 'title is required' }, 422) : undefined;
      const steps = {
        caller: [refusal, wrong, absent],
        thing: [absent, refusal, wrong],
        body: [wrong, refusal, absent],
      };
      return steps[first].find((answer) => answer !== undefined) ?? done(c, method === 'POST' ? 201 : 200);
    });
  };
  app.get('/me', (c) => {
    const role = TOKENS[c.req.header('Authorization') ?? ''];
    return role ? c.json({ name: 'ada', role }) : c.json({ message: 'Log in first' }, 401);
  });
  add('GET /admin/parts/{partId}', { named: true });
  add('DELETE /admin/parts/{partId}', { named: true });
  add('POST /admin/parts/{partId}/scrap', { named: true });
  add('PUT /admin/parts/{partId}', { named: true, wants: true });
  add('POST /admin/keepers', { wants: true });
  add('POST /admin/suppliers', { wants: true });
  add('POST /admin/labels/{code}/print', {});
  const secured = { security: [{ bearer: [] }] };
  const part = { ...secured, parameters: [ID] };
  const openapi = documented(
    {
      'GET /me': secured,
      'GET /admin/parts/{partId}': part,
      'DELETE /admin/parts/{partId}': part,
      'POST /admin/parts/{partId}/scrap': part,
      'PUT /admin/parts/{partId}': { ...part, ...demanding },
      'POST /admin/keepers': { ...secured, ...demanding },
      'POST /admin/suppliers': { ...secured, ...demanding },
      'POST /admin/labels/{code}/print': { ...secured, parameters: [CODE] },
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes: app, openapi, changes: () => log.changes };
}

const OPEN = ['DELETE /admin/parts/{partId}', 'POST /admin/parts/{partId}/scrap', 'POST /admin/keepers'];

export const keptOpen = stockRoom({ first: 'caller', open: OPEN });
export const kept = stockRoom({ first: 'caller' });
export const lookingFirst = stockRoom({ first: 'thing' });
export const readingFirst = stockRoom({ first: 'body' });
export const hiding = stockRoom({ first: 'caller', hides: true });
export const takingAnything = stockRoom({
  first: 'caller',
  open: ['POST /admin/keepers'],
  takesAnything: true,
});

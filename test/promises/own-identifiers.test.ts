import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { documented, pathParameter } from '../../lab/documented.ts';
import { claimedIdentifiers } from '../../src/identities/session-of-answer.ts';
import { scan } from '../../src/scan.ts';
import { answered } from '../answered.ts';

const TEXT = { type: 'string' };
const form = {
  requestBody: {
    content: {
      'application/json': { schema: { type: 'object', properties: { username: TEXT, password: TEXT } } },
    },
  },
};

/** Registration answers with the new user's name and, beside it, who let him in, with that one's number. */
function welcoming() {
  const removed: string[] = [];
  const users = new Map<string, string>([['root', 'Lamp-and-5-chairs']]);
  const by = { moderator: { id: 1, username: 'root' } };
  const routes = new Hono();
  routes.post('/register', async (c) => {
    const sent = await c.req.json<{ username?: string; password?: string }>().catch(() => undefined);
    if (!sent?.username || !sent.password || users.has(sent.username)) return c.json({ error: 'no' }, 400);
    users.set(sent.username, sent.password);
    return c.json({ welcome: { username: sent.username }, ...by }, 201);
  });
  routes.post('/login', async (c) => {
    const sent = await c.req.json<{ username?: string; password?: string }>().catch(() => undefined);
    if (!sent?.username || users.get(sent.username) !== sent.password) return c.json({ error: 'no' }, 401);
    return c.json({ token: `token-of-${sent.username}-0123456789` });
  });
  routes.get('/me', (c) => {
    const [, name] = /^Bearer token-of-(.+)-0123456789$/.exec(c.req.header('Authorization') ?? '') ?? [];
    return name && users.has(name) ? c.json({ username: name, ...by }) : c.json({ error: 'no' }, 401);
  });
  routes.delete('/users/:id', (c) => {
    removed.push(c.req.param('id'));
    return c.body(null, 204);
  });
  const openapi = documented(
    {
      'POST /register': form,
      'POST /login': form,
      'GET /me': { security: [{ bearer: [] }] },
      'DELETE /users/{id}': { parameters: [pathParameter('id', '1')], security: [{ bearer: [] }] },
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes, openapi, removed };
}

test('an identifier beside another’s name is not taken as one’s own', async () => {
  const lab = welcoming();
  const served = await serveLab(lab);
  try {
    const { surface } = await scan({ guesses: 'first', url: served.url, mode: 'active', checks: [] });
    expect(surface.identities.map(({ name }) => name)).toContain('registered-1');
    expect(lab.removed).not.toContain('1');
  } finally {
    await served.close();
  }
});

describe('of the identifiers in an answer, one’s own is', () => {
  const root = { id: 1, username: 'root' };
  test.each([
    ['none, where another’s name stands beside each', { welcome: { username: 'mbada' }, by: root }, {}],
    ['the one beside one’s own name', { by: root, user: { id: 7, username: 'mbada' } }, { id: '7' }],
    ['the one of one’s own row', [root, { id: 7, username: 'mbada' }], { id: '7' }],
    ['none, where no name stands at all', { id: 1, ok: true }, {}],
  ])('%s', (_which, body, ids) => {
    expect(
      claimedIdentifiers({ user: 'mbada' }, [answered(body, { method: 'POST', status: 201 })], []),
    ).toEqual(ids);
  });
});

import { Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

/** Two users who were given these tokens some time ago. */
export function twoTokens(...tokens: readonly [string, string]): {
  readonly lab: LabApp;
  readonly identities: readonly Identity[];
} {
  const names = ['noor', 'ben'];
  const routes = new Hono().get('/me', (c) => {
    const at = tokens.findIndex((token) => c.req.header('Authorization') === `Bearer ${token}`);
    return at < 0
      ? c.json({ error: 'Log in first' }, 401, { 'WWW-Authenticate': 'Bearer' })
      : c.json({ id: at + 1, name: names[at] });
  });
  const openapi = documented(
    { 'GET /me': { security: [{ bearer: [] }] } },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  const identities = tokens.map(
    (token, at): Identity => ({
      name: names[at] ?? '',
      role: 'user',
      credentials: [{ kind: 'bearer', token }],
    }),
  );
  return { lab: { routes, openapi }, identities };
}

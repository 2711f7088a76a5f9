import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { documented } from '../../lab/documented.ts';
import { trackCoverage } from '../../src/discovery/coverage.ts';
import { discovering } from './discovering.ts';

const id = { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] };

const service = {
  openapi: documented({
    'GET /open': {},
    'GET /closed': {},
    'GET /login-first': {},
    'GET /busy': {},
    'GET /broken': {},
    'GET /gone': {},
    'GET /post-only': {},
    'GET /made-up/{id}': id,
    'GET /never/{id}': id,
    'GET /lonely': {},
    'GET /session/logout': {},
    'POST /open': {},
  }),
  routes: new Hono()
    .get('/open', (c) => c.json([1]))
    .get('/closed', (c) => c.json({}, 401))
    .get('/login-first', (c) => c.redirect('/login'))
    .get('/busy', (c) => c.json({}, 429))
    .get('/broken', (c) => c.json({}, 500))
    .get('/post-only', (c) => c.json({}, 405)),
};

describe('coverage', () => {
  test('says of each operation whether it was reached, or why not', () =>
    discovering(service, async ({ surface, client, url }) => {
      const coverage = trackCoverage(surface);
      for (const path of [
        'open',
        'closed',
        'login-first',
        'busy',
        'broken',
        'gone',
        'post-only',
        'made-up/1',
      ]) {
        coverage.see(await client.send({ url: `${url}/${path}` }));
      }
      const said = Object.fromEntries(coverage.outcomes().map((row) => [row.id, [row.status, row.reason]]));
      expect(said).toMatchObject({
        'GET /open': ['tested', undefined],
        'GET /closed': ['unauthorised', 'answered 401'],
        'GET /login-first': ['unauthorised', 'redirected to a login'],
        'GET /busy': ['rate-limited', 'answered 429'],
        'GET /broken': ['server-error', 'answered 500'],
        'GET /gone': ['not-found', 'answered 404'],
        'GET /post-only': ['not-found', 'answered 405 to its own method'],
        'GET /made-up/{id}': ['not-found', expect.stringContaining('its identifier is made up')],
        'GET /never/{id}': ['skipped', 'needs an identifier that nothing gave out'],
        'GET /lonely': ['skipped', 'no rule asked for it'],
        'GET /session/logout': ['skipped', 'by its name it ends or deletes something'],
        'POST /open': ['skipped', 'POST is not sent in safe mode'],
      });
    }));

  test('one answer that reaches the operation outweighs all refusals', () =>
    discovering(service, async ({ surface, client, url }) => {
      const coverage = trackCoverage(surface);
      const open = await client.send({ url: `${url}/open` });
      coverage.see({ ...open, response: { ...open.response, status: 403 } });
      coverage.see(open);
      coverage.see({ ...open, response: { ...open.response, status: 404 } });
      expect(coverage.outcomes().find((row) => row.id === 'GET /open')?.status).toBe('tested');
    }));
});

import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../lab/discovery/credentialed-services.ts';
import { isJwt } from '../../src/discovery/credential-kind.ts';
import type { Credential } from '../../src/identities/identity.ts';
import { discovering } from './discovering.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2ln';

describe('credential kind', () => {
  test.each(kinds)('%s, by %s', (kind, _how, lab) =>
    discovering(
      lab,
      ({ surface: { credential } }) => {
        expect(credential.kind).toBe(kind);
        expect(credential.evidence.length).toBeGreaterThan(0);
      },
      { path: '/me' },
    ),
  );

  const given: [string, Credential][] = [
    ['jwt', { kind: 'bearer', token: TOKEN }],
    ['bearer', { kind: 'bearer', token: 'opaque-7f3a' }],
    ['basic', { kind: 'basic', user: 'ada', password: 'pw' }],
    ['api-key-header', { kind: 'api-key', in: 'header', name: 'X-Key', value: 'k' }],
    ['api-key-query', { kind: 'api-key', in: 'query', name: 'key', value: 'k' }],
    ['session-cookie', { kind: 'cookie', name: 'sid', value: 'k' }],
    ['hmac', { kind: 'api-key', in: 'header', name: 'X-Signature', value: 'k' }],
  ];
  test.each(given)('%s, by what was given', (kind, credential) =>
    discovering(
      { routes: new Hono().get('/me', (c) => c.json({ id: 1 })) },
      ({ surface }) => expect(surface.credential.kind).toBe(kind),
      { path: '/me', identities: [{ name: 'me', credentials: [credential] }] },
    ),
  );

  test('evidence never holds the credential', () =>
    discovering(
      { routes: new Hono().get('/me', (c) => c.json({ id: 1 })) },
      ({ surface }) => expect(JSON.stringify(surface.credential)).not.toContain(TOKEN),
      { path: '/me', identities: [{ name: 'me', credentials: [{ kind: 'bearer', token: TOKEN }] }] },
    ));

  test.each([
    [TOKEN, true],
    ['eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.', true],
    ['a.b.c', false],
    ['1.2.3', false],
    ['', false],
  ])('%s is a JWT: %s', (token, is) => expect(isJwt(token)).toBe(is));
});

import { createPrivateKey } from 'node:crypto';
import { expect } from 'vitest';
import type { Baseline } from '../../src/compare/baseline.ts';

/** A baseline that knows one place. */
export const BASELINE: Baseline = {
  version: '1',
  createdAt: '2026-01-02T03:04:05.000Z',
  target: 'http://127.0.0.1:9/',
  places: [{ fingerprint: '0123456789abcdef', rule: 'missing-hsts', where: 'GET /' }],
};

/** A login as it is written, and what it is. */
const held = process.env.PATH ?? '';

export const LOGIN = {
  written: 'POST /login {"user":"ann","password":"env:PATH"}',
  login: {
    kind: 'request',
    method: 'POST',
    url: '/login',
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ user: 'ann', password: held }),
    secrets: [held, held],
  },
} as const;

export const OAUTH = {
  written: 'token-url=https://id.example.com/token client-id=app client-secret=env:PATH scope="read write"',
  keys: {
    tokenUrl: 'https://id.example.com/token',
    clientId: 'app',
    clientSecret: 'env:PATH',
    scope: 'read write',
  },
  login: {
    kind: 'oauth',
    tokenUrl: 'https://id.example.com/token',
    clientId: 'app',
    clientSecret: held,
    scope: 'read write',
  },
} as const;

/** An authentication file of two users, one with a header and one with a login. */
export const AUTH_FILE = `
auth:
  - name: ann
    fixedHeaders: [{ name: X-Key, value: key-1 }]
  - name: bob
    loginEndpointAuth:
      endpoint: /in
      verb: POST
      contentType: application/x-www-form-urlencoded
      payloadUserPwd: { username: bob, password: pass-2, usernameField: u, passwordField: p }
      expectCookies: true
`;

export const USERS_OF_FILE = [
  { name: 'ann', credentials: [{ kind: 'api-key', in: 'header', name: 'X-Key', value: 'key-1' }] },
  {
    name: 'bob',
    credentials: [],
    login: {
      kind: 'request',
      method: 'POST',
      url: '/in',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'u=bob&p=pass-2',
      token: { in: 'cookies' },
      secrets: expect.arrayContaining(['pass-2']),
    },
  },
];

/** The same private key, behind the passphrase `pass`. */
export function locked(key: string): string {
  const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'pass' } as const;
  return createPrivateKey(key).export(options) as string;
}

import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/http/exchange.ts';
import { challengesIn } from '../../src/identities/challenge.ts';
import type { GivenCredentials } from '../../src/identities/credentials.ts';
import { toIdentity } from '../../src/identities/credentials.ts';
import { refusalReason } from '../../src/identities/refusal-reason.ts';
import { encodeJwt } from '../../src/material/jwt.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const HOUR = 3_600;

function refusal(challenge: string): Exchange {
  return {
    id: 1,
    identity: 'ada',
    request: { method: 'GET', url: 'http://a.example/', headers: [] },
    response: {
      status: 401,
      httpVersion: '1.1',
      headers: [['WWW-Authenticate', challenge]],
      body: new Uint8Array(),
      truncated: false,
      headMs: 1,
      totalMs: 1,
    },
  };
}

function reason(given: GivenCredentials, challenge?: string): string | undefined {
  const identity = toIdentity(given);
  if (!identity) throw new Error('nothing was given');
  return refusalReason(identity, challenge === undefined ? [] : [refusal(challenge)], NOW);
}

const jwt = (claims: object) => encodeJwt({ alg: 'HS256' }, { ...claims }, { kind: 'hmac', secret: 'x' });

describe('why a credential is refused', () => {
  test.each<[string, GivenCredentials, string]>([
    ['a shell variable', { bearer: '$TOKEN' }, 'Its value is "$TOKEN": the variable was not expanded.'],
    [
      'one in braces',
      { apiKeys: [`X-Key=$${'{API_KEY}'}`] },
      `Its value is "$${'{API_KEY}'}": the variable was not expanded.`,
    ],
    ['one of Windows', { bearer: '%TOKEN%' }, 'Its value is "%TOKEN%": the variable was not expanded.'],
    [
      'one of a workflow',
      { apiKeys: [`X-Key=$${'{{ secrets.KEY }}'}`] },
      `Its value is "$${'{{ secrets.KEY }}'}": the variable was not expanded.`,
    ],
    [
      'one of a template',
      { basic: 'ada:{{password}}' },
      'Its value is "{{password}}": the variable was not expanded.',
    ],
    ['a command', { cookies: ['sid=$(login)'] }, 'Its value is "$(login)": the variable was not expanded.'],
    [
      'a reference of our own',
      { basic: 'ada:env:PASSWORD' },
      'Its value is "env:PASSWORD": the variable was not expanded.',
    ],
    ['an example', { bearer: 'YOUR_API_TOKEN' }, 'Its value is "YOUR_API_TOKEN", which only stands for one.'],
    [
      'a missing value of a script',
      { bearer: 'undefined' },
      'Its value is "undefined", which only stands for one.',
    ],
    [
      'quotation marks',
      { bearer: '"abcdef"' },
      'Its value stands in quotation marks, which are sent with it.',
    ],
    [
      'typographic ones',
      { apiKeys: ['X-Key=\u00ababcdef\u00bb'] },
      'Its value stands in typographic quotation marks, which are sent with it.',
    ],
    [
      'white space',
      { apiKeys: ['X-Key=abcdef '] },
      'Its value begins or ends with white space, which is sent with it.',
    ],
    [
      'a scheme in a key',
      { apiKeys: ['X-Key=Bearer abcdef'] },
      'Its value begins with "Bearer": give the key alone.',
    ],
    ['a scheme twice', { headers: ['Authorization: Token token abcdef'] }, 'Its scheme stands twice.'],
    ['expired', { bearer: jwt({ exp: NOW / 1000 - 22 * HOUR }) }, 'Its token expired 22 hours ago.'],
    [
      'expired in a header of its own',
      { apiKeys: [`X-Key=${jwt({ exp: NOW / 1000 - 100 })}`] },
      'Its token expired 2 minutes ago.',
    ],
    [
      'not valid yet',
      { bearer: jwt({ nbf: NOW / 1000 + 90 * 60 }) },
      'Its token is valid only in 90 minutes (nbf): is a clock wrong?',
    ],
    [
      'cut off',
      { bearer: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3Il' },
      'It begins like a JWT and is none: a part of it was cut off.',
    ],
  ])('%s', (_name, given, says) => {
    expect(reason(given)).toBe(says);
  });

  test.each<[string, GivenCredentials, string, string | undefined]>([
    [
      'another scheme',
      { bearer: 'abcdef' },
      'Token realm="api"',
      'The service asks for the scheme Token, not Bearer: -H "Authorization: Token …" sends it.',
    ],
    [
      'one of two others',
      { basic: 'ada:pw-123456' },
      'ApiKey realm="X-API-Key", Bearer realm="x, y"',
      'The service asks for the scheme ApiKey or Bearer, not Basic: -H "Authorization: ApiKey …" sends it.',
    ],
    ['its own scheme among others', { bearer: 'abcdef' }, 'Basic realm="a", bearer', undefined],
    ['a key beside the Authorization header', { apiKeys: ['X-Key=abcdef'] }, 'Bearer', undefined],
    [
      'the word of the service',
      { bearer: 'abcdef' },
      'Bearer error="invalid_token", error_description="The session was revoked"',
      'The service says: "The session was revoked".',
    ],
    [
      'but not where it repeats the token',
      { bearer: 'abcdef' },
      'Bearer error_description="abcdef is revoked"',
      undefined,
    ],
  ])('%s', (_name, given, challenge, says) => {
    expect(reason(given, challenge)).toBe(says);
  });

  test('a good token has no fault to find', () => {
    expect(reason({ bearer: jwt({ exp: NOW / 1000 + HOUR }) }, 'Bearer')).toBeUndefined();
    expect(reason({ bearer: 'tokenise-me' }, 'Bearer realm="a"')).toBeUndefined();
  });
});

test('challenges are told from their parameters', () => {
  const read = challengesIn(['Digest qop="auth, auth-int", nonce=abc, Basic', 'Negotiate YII=']);
  expect(read.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual([
    ['Digest', { qop: 'auth, auth-int', nonce: 'abc' }],
    ['Basic', {}],
    ['Negotiate', {}],
  ]);
  expect(challengesIn(['x'.repeat(1_000_000), '"'.repeat(100_000)]).length).toBeLessThan(3);
});

import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/http/exchange.ts';
import type { Credential } from '../../src/identities/identity.ts';
import { anonymous } from '../../src/identities/identity.ts';
import type { TokenForm, TokenSource } from '../../src/identities/login.ts';
import { BEARER } from '../../src/identities/login.ts';
import { credentialOf, givenBefore, guardsIn, signedIn, withSignIn } from '../../src/identities/signed-in.ts';
import { answered } from '../answered.ts';

const NOW = Date.UTC(2026, 0, 1);
const SECONDS = NOW / 1_000;
const jwt = (payload: object) => {
  const parts = [{ alg: 'HS256' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return `${parts.join('.')}.c2lnbmF0dXJl`;
};

/** An answer with headers of its own, in JSON or as it stands. */
function answer(body: object | string, headers: readonly (readonly [string, string])[] = []): Exchange {
  const exchange = answered(typeof body === 'string' ? {} : body);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  const response = {
    ...exchange.response,
    headers: [['Content-Type', type], ...headers],
    body: Buffer.from(text),
  };
  return { ...exchange, response } as Exchange;
}
const read = (
  body: object | string,
  source?: TokenSource,
  headers?: readonly (readonly [string, string])[],
) => signedIn(answer(body, headers), source, NOW);
const cookie = (name: string, value: string): Credential => ({ kind: 'cookie', name, value });
const SESSION = [['Set-Cookie', 'sid=abc123; Path=/']] as const;

describe('what a login gave', () => {
  test.each<[string, object | string, string | undefined]>([
    ['a usual member', { access_token: 'token-12345' }, 'token-12345'],
    ['a usual member, deeper', { data: { session: { token: 'token-12345' } } }, 'token-12345'],
    ['a key', { key: 'abc' }, 'abc'],
    ['a ticket, deeper', { data: { ticket: 'abc' } }, 'abc'],
    ['a session identifier', { sessionId: 'abc' }, 'abc'],
    ['an empty key', { key: '' }, undefined],
    ['a key that is no text', { key: 7 }, undefined],
    ['a key too deep', { a: { b: { c: { d: { e: { key: 'abc' } } } } } }, undefined],
    ['the deepest key', { a: { b: { c: { d: { key: 'abc' } } } } }, 'abc'],
    ['the whole answer', jwt({ sub: '7' }), jwt({ sub: '7' })],
    ['the whole answer, with blanks around it', ` ${jwt({ sub: '7' })}\n`, jwt({ sub: '7' })],
    ['a text that is no token', 'welcome', undefined],
    ['nothing', {}, undefined],
  ])('%s', (_name, body, token) => {
    expect(read(body)?.token).toBe(token);
    if (token === undefined) expect(read(body)).toBeUndefined();
  });

  test.each<[TokenSource, string | undefined]>([
    [{ in: 'body', path: ['data', 'list', '1'] }, 'second'],
    [{ in: 'body', path: ['data', 'number'] }, '815'],
    [{ in: 'body', path: ['data', 'scheme'] }, 'abc'],
    [{ in: 'body', path: ['data', 'nothing'] }, undefined],
    [{ in: 'body', path: ['data', 'constructor'] }, undefined],
    [{ in: 'body', path: ['data', 'empty'] }, undefined],
    [{ in: 'body', path: ['data'] }, undefined],
    [{ in: 'body', path: ['none', 'of', 'it'] }, undefined],
    [{ in: 'header', name: 'x-session' }, 'from-a-header'],
    [{ in: 'header', name: 'x-none' }, undefined],
  ])('where it was said to stand: %j', (source, token) => {
    const data = { list: ['first', 'second'], number: 815, scheme: 'bearer  abc', nothing: null, empty: '' };
    const body = { access_token: 'token-12345', data };
    expect(read(body, source, [['X-Session', 'Bearer from-a-header'], ...SESSION])?.token).toBe(token);
  });

  test('cookies count where no other place was named, and a token does not where they were', () => {
    expect(read({}, undefined, SESSION)).toMatchObject({ cookies: [cookie('sid', 'abc123')] });
    expect(read({ access_token: 'token-12345' }, { in: 'cookies' }, SESSION)).not.toHaveProperty('token');
    expect(read({ access_token: 'token-12345' }, { in: 'cookies' })).toBeUndefined();
    expect(read({}, { in: 'body', path: ['t'] }, SESSION)).toBeUndefined();
    expect(read({ access_token: 'token-12345' }, undefined, SESSION)?.cookies).toHaveLength(1);
  });

  test('a refresh token beside it', () => {
    expect(read({ access_token: 'token-12345', refreshToken: 'r' })?.refreshToken).toBe('r');
    expect(read({ access_token: 'token-12345', tokens: { refresh_token: 'r' } })?.refreshToken).toBe('r');
    expect(read({ access_token: 'token-12345' })).not.toHaveProperty('refreshToken');
  });
});

describe('when it ends', () => {
  const ends = (more: object, token = 'token-12345') => {
    const at = read({ access_token: token, ...more })?.expiresAt;
    return at === undefined ? undefined : at / 1_000 - SECONDS;
  };
  test.each<[string, object, object | undefined, number | undefined]>([
    ['nothing says so', {}, undefined, undefined],
    ['the answer says it', { expires_in: 60 }, undefined, 60],
    ['as a text', { expiresIn: '60' }, undefined, 60],
    ['none of these is a time', { expires_in: 0 }, undefined, undefined],
    ['nor these', { expires_in: -5 }, undefined, undefined],
    ['a number without a value', { expires_in: null }, undefined, undefined],
    ['an empty one', { expires_in: '' }, undefined, undefined],
    ['the token says it', {}, { exp: SECONDS + 90 }, 90],
    ['by how long it lasts, whatever its clock says', {}, { iat: SECONDS - 1_000, exp: SECONDS - 970 }, 30],
    ['by the earliest of both', { expires_in: 10 }, { iat: SECONDS, exp: SECONDS + 90 }, 10],
    ['a token that is over as it is given out is a matter of clocks', {}, { exp: SECONDS - 5 }, undefined],
    ['one that never lasted', {}, { iat: SECONDS + 5, exp: SECONDS + 5 }, 5],
  ])('%s', (_name, more, payload, seconds) => {
    expect(ends(more, payload && jwt(payload))).toBe(seconds);
  });

  test('one from before that is over is over', () => {
    const token = jwt({ iat: SECONDS - 100, exp: SECONDS - 5 });
    expect(givenBefore(token, 'r', NOW)).toEqual({
      token,
      cookies: [],
      guards: [],
      refreshToken: 'r',
      expiresAt: NOW - 5_000,
    });
    expect(givenBefore('opaque-token', undefined, NOW)).toEqual({
      token: 'opaque-token',
      cookies: [],
      guards: [],
    });
  });
});

test.each<[string, Credential[], object, string[][]]>([
  ['Angular and Laravel', [cookie('XSRF-TOKEN', 'a%3Db')], {}, [['X-XSRF-TOKEN', 'a=b']]],
  ['Django', [cookie('sid', '1'), cookie('csrftoken', 'c')], {}, [['X-CSRFToken', 'c']]],
  ['others', [cookie('__Host-csrf', 'c')], {}, [['X-CSRF-Token', 'c']]],
  ['a member of the answer', [cookie('sid', '1')], { user: { csrf_token: 'm' } }, [['X-CSRF-Token', 'm']]],
  ['a member without cookies', [], { csrfToken: 'm' }, []],
  ['no guard', [cookie('sid', '1')], {}, []],
  ['no cookie', [{ kind: 'bearer', token: 'csrf' }], {}, []],
])('the guard against forged requests of %s', (_name, cookies, document, guards) => {
  expect(guardsIn(cookies, document)).toEqual(guards);
});

describe('the identity with what a login gave', () => {
  const given = [cookie('lang', 'de')];
  const gave = { token: 'abc', cookies: [cookie('sid', '1')], guards: [['X-CSRF-Token', 'g']] as const };
  const before = { ...anonymous, beside: [['X-Old', '1']] as const, spare: [cookie('old', '1')] };

  test('speaks by the token alone, and keeps the cookies to be tested by themselves', () => {
    const identity = withSignIn(before, given, gave, undefined);
    expect(identity.credentials).toEqual([{ kind: 'bearer', token: 'abc' }, ...given]);
    expect(identity.spare).toEqual(gave.cookies);
    expect(identity).not.toHaveProperty('beside');
    expect(withSignIn(before, given, { ...gave, cookies: [] }, undefined)).not.toHaveProperty('spare');
  });

  test('speaks by cookies with their guard, where they are wanted or there is no token', () => {
    const identity = withSignIn(before, given, gave, 'cookies');
    expect(identity.credentials).toEqual([...gave.cookies, ...given]);
    expect(identity.beside).toEqual(gave.guards);
    expect(identity).not.toHaveProperty('spare');
    const { token: _none, ...cookies } = gave;
    expect(withSignIn(before, given, cookies, undefined).credentials).toEqual([...gave.cookies, ...given]);
    expect(withSignIn(before, given, { ...cookies, guards: [] }, undefined)).not.toHaveProperty('beside');
  });
});

test.each<[TokenForm, Credential]>([
  [BEARER, { kind: 'bearer', token: 'a$&b' }],
  [
    { in: 'header', name: 'authorization', template: 'bearer {token}' },
    { kind: 'bearer', token: 'a$&b' },
  ],
  [
    { in: 'header', name: 'Authorization', template: 'Token {token}' },
    { kind: 'api-key', in: 'header', name: 'Authorization', value: 'Token a$&b' },
  ],
  [
    { in: 'header', name: 'X-Key', template: 'Bearer {token}' },
    { kind: 'api-key', in: 'header', name: 'X-Key', value: 'Bearer a$&b' },
  ],
  [
    { in: 'query', name: 'Authorization', template: 'Bearer {token}' },
    { kind: 'api-key', in: 'query', name: 'Authorization', value: 'Bearer a$&b' },
  ],
  [
    { in: 'cookie', name: 'sid', template: '{token}' },
    { kind: 'cookie', name: 'sid', value: 'a$&b' },
  ],
])('a token sent as %j', (form, credential) => {
  expect(credentialOf('a$&b', form)).toEqual(credential);
});

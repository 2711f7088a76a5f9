import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { loginApi } from '../../lab/identities/login-flows.ts';
import { ScanError } from '../../src/errors.ts';
import { readLogin } from '../../src/given/login.ts';
import { openTransport } from '../../src/http/transport.ts';
import { createLogins, MOST_RENEWALS } from '../../src/identities/logins.ts';
import { askingOver } from './asking.ts';
import { scanned } from './scanned.ts';

const JSON_LOGIN = 'POST /login {"user":"ann","password":"correct-horse-7"}';
const FORM_LOGIN = 'POST /signin user=ann&password=correct-horse-7';

const accepted = { name: 'default', accepted: 'accepted' };
const status = (result: Awaited<ReturnType<typeof scanned>>['result'], id: string) =>
  result.operations.find((operation) => operation.id === id)?.status;

describe('a login request', () => {
  test('gives the token that its answer holds somewhere', async () => {
    const app = loginApi();
    const { result } = await scanned(app, ['--login', JSON_LOGIN]);
    expect(result.surface.identities[1]).toMatchObject({ ...accepted, login: 'POST /login' });
    expect(status(result, 'GET /orders/{id}')).toBe('tested');
    expect(app.logins()).toBe(1);
    expect(JSON.stringify(result)).not.toMatch(/correct-horse-7|tok-[0-9a-f]{18}/);
  });

  test('by a form, with what its page demands, gives the cookie', async () => {
    const app = loginApi();
    const { result } = await scanned(app, ['--login', FORM_LOGIN]);
    expect(result.surface.identities[1]).toMatchObject(accepted);
    const orders = app.seen.filter(
      ({ path, headers }) => path === '/orders' && headers.cookie?.includes('sid='),
    );
    expect(orders[0]?.headers['x-csrftoken']).toMatch(/^[0-9a-f]{12}$/);
    expect(app.seen.filter(({ method, path }) => method === 'POST' && path === '/signin')).toHaveLength(2);
  });

  test.each<[string, readonly string[], (token: string) => object]>([
    ['at a place that is named', ['--login-token', '/a/0/b~1c'], (token) => ({ a: [{ 'b/c': token }] })],
    ['at a path with dots', ['--login-token', 'deep.er'], (token) => ({ deep: { er: token } })],
    ['under a name that elsewhere means something else', [], (token) => ({ key: token })],
  ])('takes the token %s', async (_name, words, body) => {
    const app = loginApi({ answer: (token, c) => c.json(body(token)) });
    const { result } = await scanned(app, ['--login', JSON_LOGIN, ...words]);
    expect(result.surface.identities[1]).toMatchObject(accepted);
  });

  test('takes the token from a header', async () => {
    const app = loginApi({ answer: (token, c) => c.json({}, 200, { 'X-Session': token }) });
    const { result } = await scanned(app, ['--login', JSON_LOGIN, '--login-token', 'header:X-Session']);
    expect(result.surface.identities[1]).toMatchObject(accepted);
  });

  test('gives a token that counts only beside its cookie', async () => {
    const answer = (token: string, c: Context) => {
      setCookie(c, 'sid', token);
      return c.json({ token });
    };
    const { result, warnings } = await scanned(loginApi({ answer, needsBoth: true }), [
      '--login',
      JSON_LOGIN,
    ]);
    expect(result.surface.identities[1]).toMatchObject(accepted);
    expect(warnings.join(' ')).toContain('and accepted beside the cookies of its login: so it is sent.');
    expect(status(result, 'GET /orders/{id}')).toBe('tested');
  });

  test('of two users tests one against the other', async () => {
    const app = loginApi({ servesStrangers: true });
    const { result } = await scanned(app, [
      '--login',
      JSON_LOGIN,
      '--other',
      'login=POST /login {"user":"bob","password":"battery-staple-8"}',
      '--include',
      'foreign-object-served',
      '--role',
      'user',
    ]);
    expect(result.findings).toMatchObject([{ rule: 'foreign-object-served', confidence: 'confirmed' }]);
  });
});

describe('a login that gives nothing ends the scan with one sentence', () => {
  test.each<[string, readonly string[], RegExp]>([
    [
      'a wrong password',
      ['--login', 'POST /login {"user":"ann","password":"wrong-password-1"}'],
      /^The login of "default" gave no session: POST \/login returns 401\. Check user and password\.$/,
    ],
    [
      'a wrong password in a form',
      ['--login', 'POST /signin user=ann&password=wrong-password-1'],
      /POST \/signin returns 200\. Check user and password\.$/,
    ],
    ['no login there', ['--login', 'POST /nowhere a=b'], /POST \/nowhere returns 404: there is no login/],
    ['no token there', ['--login', JSON_LOGIN, '--login-token', '/token'], /holds no token at \/token\.$/],
    ['another service, which is down', ['--login', 'POST http://127.0.0.1:1/login a=b'], /127\.0\.0\.1:1/],
  ])('%s', async (_name, words, sentence) => {
    const failure = await scanned(loginApi(), words).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ScanError);
    expect(failure).toMatchObject({
      code: 'login-lost',
      exitCode: 3,
      message: expect.stringMatching(sentence),
    });
    expect(String(failure)).not.toMatch(/wrong-password-1|correct-horse-7/);
  });
});

describe('a session that ends in the middle of a scan', () => {
  const EVERYTHING = ['--include', 'data-exposure', '--include', 'bola'];

  test('is made anew at the first refusal, and the scan is whole', async () => {
    const app = loginApi({ uses: 12 });
    const { result, warnings } = await scanned(app, ['--login', JSON_LOGIN, ...EVERYTHING]);
    expect(result.partial).toBeUndefined();
    expect(app.logins()).toBeGreaterThan(1);
    expect(app.logins()).toBeLessThan(MOST_RENEWALS);
    expect(result.surface.identities[1]).toMatchObject({ renewals: app.logins() - 1 });
    expect(warnings.join(' ')).toMatch(
      /The session of "default" was made anew \d+ times?: it expires early\./,
    );
    expect(status(result, 'GET /orders/{id}')).toBe('tested');
    expect(JSON.stringify(result)).not.toMatch(/tok-[0-9a-f]{18}/);
  });

  test('is made anew before it ends, where the login says when', async () => {
    const app = loginApi({ lifetimeMs: 1_500, saysExpiry: true });
    const { result } = await scanned(app, ['--login', JSON_LOGIN, '--rate', '30', ...EVERYTHING]);
    expect(result.partial).toBeUndefined();
    expect(app.logins()).toBeGreaterThan(1);
    expect(app.late()).toBe(0);
  });

  test('is not made anew without end', async () => {
    const app = loginApi();
    const lab = await serveLab(app);
    const logins = createLogins(lab.url);
    const transport = openTransport();
    const ask = askingOver(transport.send);
    try {
      const login = readLogin({ request: JSON_LOGIN }, '--login', (value) => value);
      const identity = await logins.signIn({ name: 'ann', credentials: [], login }, ask);
      for (let times = 0; times < MOST_RENEWALS; times += 1)
        expect(await logins.renew(identity, ask)).toBeUndefined();
      expect(await logins.renew(identity, ask)).toBe('it was renewed 20 times already');
      expect(app.logins()).toBe(MOST_RENEWALS + 1);
      expect(logins.current(identity).past).toHaveLength(MOST_RENEWALS);
    } finally {
      transport.close();
      await lab.close();
    }
  });

  test('is given up where each new one is over before it is used', async () => {
    const app = loginApi({ uses: 1 });
    const { result } = await scanned(app, ['--login', JSON_LOGIN, ...EVERYTHING]);
    expect(app.logins()).toBeLessThan(MOST_RENEWALS);
    expect(result.partial).toMatch(
      /the login of "default" was lost: each new session is over before it is used/,
    );
  });

  test('ends the use of the credential where the login is refused by then', async () => {
    const app = loginApi({
      uses: 12,
      answer: (token, c) => (app.logins() > 1 ? c.json({}, 403) : c.json({ token })),
    });
    const { result } = await scanned(app, ['--login', JSON_LOGIN, ...EVERYTHING]);
    expect(result.partial).toMatch(/could not be renewed: POST \/login returns 403/);
    expect(app.logins()).toBeLessThan(4);
  });
});

describe('the scheme of a token', () => {
  test.each<[string, Parameters<typeof loginApi>[0], string]>([
    ['that the refusal asks for', { scheme: 'ApiKey', challenges: true }, 'Authorization: ApiKey {token}'],
    ['that is usual elsewhere', { scheme: 'Token' }, 'Authorization: Token {token}'],
    ['that is none', { scheme: '' }, 'Authorization: {token}'],
    [
      'that the document names',
      { scheme: 'Custom', securityScheme: { type: 'http', scheme: 'Custom' } },
      'Authorization: Custom {token}',
    ],
  ])('%s is found out, and said', async (_name, options, form) => {
    const { result, warnings } = await scanned(loginApi(options), ['--login', JSON_LOGIN]);
    expect(result.surface.identities[1]).toMatchObject(accepted);
    expect(warnings).toContain(
      `The credential of "default" is refused as Bearer, and accepted as "${form}": so it is sent.`,
    );
  });

  test('is kept when the session is made anew', async () => {
    const app = loginApi({ scheme: 'Token', uses: 12 });
    const { result } = await scanned(app, [
      '--login',
      JSON_LOGIN,
      '--include',
      'data-exposure',
      '--include',
      'bola',
    ]);
    expect(result.partial).toBeUndefined();
    expect(app.logins()).toBeGreaterThan(1);
  });

  test('of a token that no form makes count is not: the scan ends as before', async () => {
    const wrong = scanned(loginApi({ scheme: 'Token' }), ['--bearer', 'tok-made-up-0123456789']);
    await expect(wrong).rejects.toMatchObject({
      code: 'login-lost',
      message: expect.stringMatching(/not accepted/),
    });
  });
});

describe('-H', () => {
  test('that says who asks goes as that user only; another with every request, the login among them', async () => {
    const app = loginApi();
    await scanned(app, [
      '--login',
      JSON_LOGIN,
      '-H',
      'X-Tenant: north',
      '-H',
      'X-Gateway-Key: gk-0123456789abcdef',
    ]);
    expect(app.seen.length).toBeGreaterThan(20);
    expect(app.seen.filter(({ headers }) => headers['x-tenant'] !== 'north')).toEqual([]);
    const keyed = app.seen.filter(({ headers }) => headers['x-gateway-key'] !== undefined);
    expect(keyed.length).toBeGreaterThan(0);
    expect(keyed.every(({ path, headers }) => path === '/login' || headers.authorization !== undefined)).toBe(
      true,
    );
  });

  test('with Authorization is a credential: nobody else sends it', async () => {
    const app = loginApi();
    const { result } = await scanned(app, ['-H', 'Authorization: Bearer tok-made-up-0123456789']).catch(
      (error) => {
        expect(error).toMatchObject({ code: 'login-lost' });
        return { result: undefined };
      },
    );
    expect(result).toBeUndefined();
    expect(app.seen.some(({ headers }) => headers.authorization === undefined)).toBe(true);
  });
});

describe('roles', () => {
  test('are read in the user’s own record', async () => {
    const { result } = await scanned(loginApi(), [
      '--login',
      JSON_LOGIN,
      '--other',
      'login=POST /login {"user":"bob","password":"battery-staple-8"}',
    ]);
    expect(result.surface.identities.slice(1)).toMatchObject([
      { role: 'member', roleSource: 'GET /me: role' },
      { role: 'admin', roleSource: 'GET /me: role' },
    ]);
  });
});

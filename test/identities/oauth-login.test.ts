import { Hono } from 'hono';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { OAuth2Server as Issuer } from 'oauth2-mock-server';
import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { scanned } from './scanned.ts';

const SECRET = 'client-secret-0123';
const PASSWORD = 'user-password-0123';

let issuer: Issuer;
/** What the token endpoint was asked, and how clients showed themselves. */
const asked: {
  readonly grant: string;
  readonly refresh?: string;
  readonly by: 'header' | 'form' | 'none';
}[] = [];
let rules: { lifetime?: number; inFormOnly?: boolean; refusesRefresh?: boolean; refreshes?: boolean } = {};

beforeAll(async () => {
  issuer = new OAuth2Server();
  await issuer.issuer.keys.generate('RS256');
  issuer.service.on('beforeTokenSigning', (token) => {
    if (rules.lifetime !== undefined) token.payload.exp = Math.floor(Date.now() / 1000) + rules.lifetime;
    token.payload.role = 'member';
  });
  issuer.service.on('beforeResponse', (answer, request) => {
    const form = request.body as Record<string, string>;
    const header = request.headers.authorization;
    const by = header ? 'header' : form.client_secret ? 'form' : 'none';
    asked.push({
      grant: form.grant_type ?? '',
      by,
      ...(form.refresh_token ? { refresh: form.refresh_token } : {}),
    });
    const basic = Buffer.from(`app:${SECRET}`).toString('base64');
    const isClient = rules.inFormOnly ? form.client_secret === SECRET : header === `Basic ${basic}`;
    const isUser = form.grant_type !== 'password' || form.password === PASSWORD;
    const isFresh = form.grant_type !== 'refresh_token' || !rules.refusesRefresh;
    if (!isClient) Object.assign(answer, { statusCode: 401, body: { error: 'invalid_client' } });
    else if (!isUser || !isFresh)
      Object.assign(answer, { statusCode: 400, body: { error: 'invalid_grant' } });
    else if (rules.lifetime !== undefined)
      Object.assign(answer.body as object, { expires_in: rules.lifetime });
  });
  await issuer.start(0, '127.0.0.1');
});
afterAll(() => issuer.stop());
beforeEach(() => {
  asked.length = 0;
  rules = {};
});

const at = () => (issuer.issuer.url ?? '').replace('localhost', '127.0.0.1');

/** Takes what the issuer signed, and counts what is over. */
function resource(): LabApp & { readonly late: () => number } {
  const keys = createRemoteJWKSet(new URL(`${at()}/jwks`));
  let late = 0;
  const isKnown = async (sent: string | undefined) => {
    const token = /^Bearer (.+)$/.exec(sent ?? '')?.[1];
    if (token === undefined) return false;
    return jwtVerify(token, keys).then(
      () => true,
      (error: Error) => {
        if (/exp/.test(error.message)) late += 1;
        return false;
      },
    );
  };
  const routes = new Hono()
    .get('/', (c) => c.json({ up: true }))
    .get('/api/orders', async (c) =>
      (await isKnown(c.req.header('authorization'))) ? c.json([{ id: 1 }]) : c.json({ error: 'log in' }, 401),
    );
  const paths = { '/api/orders': { get: { responses: { 200: { description: 'OK' } } } } };
  return {
    routes,
    openapi: { openapi: '3.0.3', info: { title: 'Orders', version: '1' }, paths },
    late: () => late,
  };
}

const client = () => `token-url=${at()}/token client-id=app client-secret=${SECRET}`;

describe('OAuth 2, at an issuer of its own', () => {
  test.each<[string, () => string, string, string]>([
    ['client credentials', client, 'client_credentials', 'client credentials'],
    ['a password', () => `${client()} username=ann password=${PASSWORD}`, 'password', 'password'],
    ['a refresh token', () => `${client()} refresh-token=rt-0123456789`, 'refresh_token', 'refresh token'],
    [
      'the issuer’s metadata',
      () => `issuer=${at()} client-id=app client-secret=${SECRET}`,
      'client_credentials',
      'client credentials',
    ],
  ])('by %s', async (_name, words, grant, called) => {
    const { result } = await scanned(resource(), ['--oauth', words()]);
    expect(asked.map((one) => one.grant)).toEqual([grant]);
    expect(asked[0]?.by).toBe('header');
    expect(result.surface.identities[1]).toMatchObject({
      accepted: 'accepted',
      login: expect.stringContaining(`OAuth 2 ${called} at `),
      role: 'member',
      roleSource: 'claim role',
    });
    expect(JSON.stringify(result)).not.toMatch(/client-secret-0123|user-password-0123|rt-0123456789/);
  });

  test('the client shows itself in the form where the header is refused', async () => {
    rules = { inFormOnly: true };
    await scanned(resource(), ['--oauth', client()]);
    expect(asked.map(({ by }) => by)).toEqual(['header', 'form']);
  });

  test('tokens that a device was given are sent, and refreshed when they end', async () => {
    rules = { lifetime: 1 };
    const { access_token: token } = (await (
      await fetch(`${at()}/token`, {
        method: 'POST',
        headers: { Authorization: `Basic ${Buffer.from(`app:${SECRET}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      })
    ).json()) as { access_token: string };
    rules = {};
    asked.length = 0;
    const words = `${client()} access-token=${token} refresh-token=rt-0123456789`;
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { result } = await scanned(resource(), ['--oauth', words]);
    expect(result.partial).toBeUndefined();
    expect(asked).toEqual([{ grant: 'refresh_token', refresh: 'rt-0123456789', by: 'header' }]);
    expect(result.surface.identities[1]).toMatchObject({ accepted: 'accepted', renewals: 1 });
  });

  test('a short-lived token is renewed in the middle of the scan, with the newest refresh token', async () => {
    rules = { lifetime: 2 };
    const app = resource();
    const words = `${client()} username=ann password=${PASSWORD}`;
    const { result } = await scanned(app, ['--oauth', words, '--include', 'data-exposure', '--rate', '25']);
    expect(result.partial).toBeUndefined();
    expect(app.late()).toBe(0);
    expect(asked.map(({ grant }) => grant).slice(0, 2)).toEqual(['password', 'refresh_token']);
    const refreshed = asked.flatMap(({ refresh }) => refresh ?? []);
    expect(new Set(refreshed).size).toBe(refreshed.length);
    expect(result.surface.identities[1]?.renewals).toBe(asked.length - 1);
  });

  test('a refused refresh token is followed by the password', async () => {
    rules = { lifetime: 2, refusesRefresh: true };
    const words = `${client()} username=ann password=${PASSWORD}`;
    const { result } = await scanned(resource(), [
      '--oauth',
      words,
      '--include',
      'data-exposure',
      '--rate',
      '25',
    ]);
    expect(result.partial).toBeUndefined();
    expect(asked.map(({ grant }) => grant).slice(0, 3)).toEqual(['password', 'refresh_token', 'password']);
  });

  test.each<[string, () => string, RegExp]>([
    [
      'a wrong password',
      () => `${client()} username=ann password=wrong-password-1`,
      /\/token returns 400 to the grant password \(invalid_grant\)\.$/,
    ],
    [
      'a wrong client secret',
      () => `token-url=${at()}/token client-id=app client-secret=wrong-secret-1`,
      /\/token returns 401 to the grant client_credentials \(invalid_client\)\.$/,
    ],
    [
      'an issuer that is down',
      () => 'token-url=http://127.0.0.1:1/token client-id=app client-secret=wrong-secret-1',
      /127\.0\.0\.1:1/,
    ],
  ])('%s ends the scan with one sentence', async (_name, words, sentence) => {
    const failure = await scanned(resource(), ['--oauth', words()]).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'login-lost',
      exitCode: 3,
      message: expect.stringMatching(sentence),
    });
    expect(String(failure)).not.toMatch(/wrong-password-1|wrong-secret-1/);
  });
});

test('headers for the API do not go to the issuer', async () => {
  const seen: Record<string, unknown>[] = [];
  issuer.service.once('beforeResponse', (_answer, request) => seen.push(request.headers));
  await scanned(resource(), ['--oauth', client(), '-H', 'X-Tenant: north']);
  expect(seen[0]).toBeDefined();
  expect(seen[0]).not.toHaveProperty('x-tenant');
});

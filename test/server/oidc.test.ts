import type { OAuth2Server as Issuer } from 'oauth2-mock-server';
import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { oidcSettings } from '../../src/cli/oidc-settings.ts';
import { PGLITE } from './databases.ts';
import { type Served, served } from './serving.ts';

let issuer: Issuer;
let server: Served;
/** What the issuer says of whoever signs in. */
let claims: Record<string, unknown> = {};
/** The challenge that came with the code, and what was sent to redeem it. */
const asked: { verifier?: string; secret?: string }[] = [];

beforeAll(async () => {
  issuer = new OAuth2Server();
  await issuer.issuer.keys.generate('RS256');
  issuer.service.on('beforeTokenSigning', (token) => Object.assign(token.payload, claims));
  issuer.service.on('beforeResponse', (_answer, request) => {
    const form = request.body as Record<string, string>;
    asked.push({
      verifier: form.code_verifier ?? '',
      secret: request.headers.authorization ?? form.client_secret ?? '',
    });
  });
  await issuer.start(0, '127.0.0.1');
  issuer.issuer.url = issuer.issuer.url?.replace('localhost', '127.0.0.1');
  server = await served(await PGLITE.fresh(), {
    oidc: oidcSettings({
      MIDDLEBRICK_OIDC_ISSUER: issuer.issuer.url ?? '',
      MIDDLEBRICK_OIDC_CLIENT_ID: 'middlebrick',
      MIDDLEBRICK_OIDC_CLIENT_SECRET: 'client-secret-0123',
      MIDDLEBRICK_OIDC_ADMINS: 'ada@example.com',
      MIDDLEBRICK_OIDC_READERS: 'bob@example.com',
    }),
  });
});
afterAll(async () => {
  await server.serving.stop();
  await issuer.stop();
});
beforeEach(() => {
  claims = {};
  asked.length = 0;
});

/** A browser that goes to the issuer and comes back. */
async function signIn(says: Record<string, unknown>, bent: (callback: URL) => void = () => undefined) {
  claims = says;
  const begun = await fetch(`${server.client.url}/sign-in/sso?next=%2Faccount`, { redirect: 'manual' });
  const [cookie = ''] = begun.headers.getSetCookie();
  const atIssuer = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
  const callback = new URL(atIssuer.headers.get('location') ?? '');
  bent(callback);
  const answer = await fetch(callback, {
    redirect: 'manual',
    headers: { cookie: cookie.split(';')[0] ?? '', accept: 'text/html' },
  });
  const session = answer.headers.getSetCookie().find((one) => one.startsWith('middlebrick_session=')) ?? '';
  const seen = await fetch(`${server.client.url}/account`, {
    redirect: 'manual',
    headers: { cookie: session.split(';')[0] ?? '', accept: 'text/html' },
  });
  return { begun, cookie, answer, text: await answer.text(), seen, page: await seen.text() };
}

const ADA = { sub: 'ada-1', email: 'ada@example.com', email_verified: true };

test('whoever the issuer vouches for signs in with the rights that the settings give', async () => {
  expect(await (await fetch(`${server.client.url}/sign-in`)).text()).toContain('href="/sign-in/sso"');
  const ada = await signIn(ADA);
  const to = new URL(ada.begun.headers.get('location') ?? '');
  expect(Object.fromEntries(to.searchParams)).toMatchObject({
    client_id: 'middlebrick',
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: `${server.client.url}/sign-in/sso/callback`,
    state: expect.stringMatching(/.{40}/),
    nonce: expect.stringMatching(/.{40}/),
  });
  expect(ada.cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  expect(ada.answer.headers.get('location')).toBe('/account');
  expect(ada.page).toContain('Signed in as <b>ada@example.com</b>');
  expect(ada.page).toContain('“admin”');
  expect(asked.at(-1)?.verifier).toMatch(/^.{43,}$/);
  const bob = await signIn({ sub: 'bob-1', email: 'bob@example.com', email_verified: true });
  expect(bob.page).toContain('“read”');
});

test('the subject is the account: a new address of the same person is no new one', async () => {
  await signIn(ADA);
  const { body } = await server.client.ask('GET', '/api/v1/audit?limit=200');
  const actors = body.items
    .filter(({ action }: { action: string }) => action === 'session.start')
    .map(({ actor }: { actor: string }) => actor);
  expect(new Set(actors.slice(0, 2)).size).toBe(2);
  await signIn(ADA);
  const again = await server.client.ask('GET', '/api/v1/audit?limit=1');
  expect(actors).toContain(again.body.items[0].actor);
});

test.each([
  ['a stranger', { sub: 'eve-1', email: 'eve@example.com', email_verified: true }, 'has no access here'],
  ['an address that nobody verified', { ...ADA, sub: 'eve-2', email_verified: false }, 'has no access here'],
  ['a token for another client', { ...ADA, aud: 'other' }, 'did not vouch'],
  ['a token of another issuer', { ...ADA, iss: 'http://127.0.0.1:9' }, 'did not vouch'],
  ['a token of another attempt', { ...ADA, nonce: 'x'.repeat(43) }, 'did not vouch'],
  ['an old token', { ...ADA, exp: 1 }, 'did not vouch'],
])('%s is refused', async (_who, says, why) => {
  const { answer, text, seen } = await signIn(says);
  expect(answer.status).toBe(403);
  expect(text).toContain(why);
  expect(seen.status).toBe(303);
});

test('what was not begun in this browser is refused', async () => {
  const bent = await signIn(ADA, (callback) => callback.searchParams.set('state', 'another'));
  expect(bent.answer.status).toBe(403);
  const foreign = await fetch(`${server.client.url}/sign-in/sso/callback?code=x&state=y`, {
    headers: { accept: 'text/html' },
  });
  expect([foreign.status, await foreign.text()]).toEqual([403, expect.stringContaining('not begun here')]);
});

test('settings that would let in nobody, or over an open line, are refused', () => {
  const settings = (more: Record<string, string>) => () =>
    oidcSettings({
      MIDDLEBRICK_OIDC_ISSUER: 'https://issuer.example',
      MIDDLEBRICK_OIDC_CLIENT_ID: 'x',
      MIDDLEBRICK_OIDC_ADMINS: 'a@b.example',
      ...more,
    });
  expect(settings({})()).toMatchObject({ claim: 'email', values: { admin: ['a@b.example'] } });
  expect(settings({ MIDDLEBRICK_OIDC_ADMINS: '' })).toThrow('Nobody may sign in');
  expect(settings({ MIDDLEBRICK_OIDC_ISSUER: 'http://issuer.example' })).toThrow('https address');
  expect(settings({ MIDDLEBRICK_OIDC_CLIENT_ID: '' })).toThrow('needs MIDDLEBRICK_OIDC_CLIENT_ID');
  expect(oidcSettings({})).toBeUndefined();
});

test('no attempt made the server fail', () => expect(server.log).toEqual([]));

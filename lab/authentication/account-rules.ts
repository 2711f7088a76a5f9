import { createHmac, randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { attemptGuard, type Guard } from './attempt-guard.ts';
import { type TokenMaker, tokenMaker } from './token-makers.ts';

/** What the service does; left out, as it should be. */
export interface AccountRules {
  /** What a login gives. */
  readonly session?: 'token' | 'cookie' | 'jwt-minutes' | 'jwt-days';
  /** How its token is made; 16 random bytes where left out. */
  readonly tokens?: TokenMaker;
  /** What stays after the logout. */
  readonly logout?: 'keeps-access' | 'keeps-refresh' | 'refused';
  /** The logout, where it is no POST at `/auth/logout`. */
  readonly logoutAt?: 'DELETE /auth/session';
  /** What stops guessing at the login; a lockout where left out. */
  readonly guard?: Guard;
  /** An older login beside the guarded one: unlimited, guarded by the same count, or gone. */
  readonly olderLogin?: 'unlimited' | 'guarded';
  readonly forgot?: 'token' | 'link' | 'flow' | 'tells' | 'shows-unusable' | 'none';
  /** A code of six digits, mailed by forgot, that is asked for at `/auth/verify-code`. */
  readonly code?: 'unlimited' | 'limited' | 'ended' | 'long' | 'unsaid';
  /** What stops guessing codes of gift cards; there are none where left out. */
  readonly giftCards?: Guard | 'takes-any' | 'long';
  readonly weakPasswords?: 'all' | 'not-empty' | 'short-only';
  /** Any new password is taken where one is changed. */
  readonly weakNewPasswords?: boolean;
  readonly password?: 'without-old' | 'old-ignored' | 'pretends';
  /** When a new address counts; left out, once it has answered a mail. */
  readonly email?: 'at-once' | 'without-password' | 'unverified';
  /** Other sessions go on after a change of the password. */
  readonly keepsSessions?: boolean;
  readonly registration?: 'tells';
  readonly removal?: 'none';
  /** Every further login is answered 429. */
  readonly mostLogins?: number;
}

interface User {
  email: string;
  password: string;
  readonly name: string;
  pending?: string;
  verified?: boolean;
}

const TEXT = { type: 'string' };
const EMAIL = { type: 'string', format: 'email' };
const takes = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  requestBody: { content: { 'application/json': { schema: { type: 'object', properties, required } } } },
});
const secured = { security: [{ bearer: [] }, { cookie: [] }] };
const HOUR_S = 3_600;

export interface AccountLab extends LabApp {
  readonly accounts: () => string[];
  /** Addresses that a reset was asked for. */
  readonly resets: string[];
  /** Codes of gift cards that were tried. */
  readonly redeemed: string[];
  /** How often each name and password was tried at a login. */
  readonly tries: () => number;
}

/** People register by e-mail and name, log in, change themselves, and end their account. */
export function accountRules(rules: AccountRules = {}): AccountLab {
  const users = new Map<string, User>();
  users.set('ada@example.org', { email: 'ada@example.org', password: 'Lamp-and-5-chairs', name: 'ada' });
  const sessions = new Map<string, User>();
  const refreshes = new Map<string, User>();
  const resetTokens = new Map<string, User>();
  const codes = new Map<string, { readonly code: string; tries: number }>();
  const resets: string[] = [];
  const redeemed: string[] = [];
  const guard = attemptGuard(rules.guard ?? 'lockout');
  const none = attemptGuard('none');
  const key = randomBytes(32);
  let tries = 0;

  const kind = rules.session ?? 'token';
  const makeToken = rules.tokens && tokenMaker(rules.tokens);
  const made = (user: User): string => {
    if (makeToken) return makeToken(user.email);
    if (!kind.startsWith('jwt')) return `sess${randomBytes(16).toString('hex')}`;
    const iat = Math.floor(Date.now() / 1000);
    const exp = iat + (kind === 'jwt-minutes' ? 600 : 48 * HOUR_S);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: user.name, iat, exp, jti: randomBytes(6).toString('hex') })}`;
    return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
  };
  const tokenOf = (c: Context) =>
    kind === 'cookie' ? getCookie(c, 'sid') : c.req.header('Authorization')?.replace(/^Bearer /, '');
  const asker = (c: Context) => sessions.get(tokenOf(c) ?? '');
  const unknown = (c: Context) => c.json({ error: 'unauthorized' }, 401);
  const open = (c: Context, user: User) => {
    const token = made(user);
    sessions.set(token, user);
    if (kind === 'cookie') {
      setCookie(c, 'sid', token, { httpOnly: true });
      return c.json({ name: user.name });
    }
    const refresh = randomBytes(16).toString('hex');
    refreshes.set(refresh, user);
    return c.json({ access_token: token, refresh_token: refresh });
  };
  const endSessions = (user: User, but?: string) => {
    for (const [token, held] of sessions) if (held === user && token !== but) sessions.delete(token);
    for (const [token, held] of refreshes) if (held === user) refreshes.delete(token);
  };
  const isWeak = (password: unknown) => {
    const text = String(password ?? '');
    if (rules.weakPasswords === 'all') return false;
    if (rules.weakPasswords === 'not-empty') return text === '';
    if (rules.weakPasswords === 'short-only') return text.length < 6;
    return text.length < 8;
  };
  const body = async (c: Context): Promise<Record<string, string>> => c.req.json().catch(() => ({}));

  const routes = new Hono();
  routes.post('/auth/register', async (c) => {
    const { email = '', name = '', password } = await body(c);
    if (!/^[^@\s]+@[^@\s]+$/.test(email) || name === '' || isWeak(password))
      return c.json({ error: 'e-mail, name and a password of at least 8 characters are needed' }, 422);
    if (users.has(email)) {
      return rules.registration === 'tells'
        ? c.json({ error: `${email} is already registered` }, 409)
        : c.json({ message: 'Welcome' }, 201);
    }
    users.set(email, { email, name, password: String(password ?? '') });
    return c.json({ message: 'Welcome' }, 201);
  });
  const logIn = (by: typeof guard) => async (c: Context) => {
    const { email = '', password } = await body(c);
    tries += 1;
    if (tries > (rules.mostLogins ?? Number.POSITIVE_INFINITY))
      return c.json({ error: 'too many logins' }, 429, { 'Retry-After': '900' });
    const address = c.req.header('X-Forwarded-For') ?? 'peer';
    const stopped = await by.before(email, address);
    if (stopped) {
      for (const [name, value] of stopped.headers ?? []) c.header(name, value);
      return c.json({ error: stopped.says }, stopped.status);
    }
    const user = users.get(email);
    if (!user || user.password !== (password ?? '')) {
      by.failed(email, address);
      return c.json({ error: 'wrong name or password', ...by.more(email) }, 401);
    }
    by.worked(email, address);
    return open(c, user);
  };
  routes.post('/v2/auth/login', logIn(guard));
  if (rules.olderLogin) routes.post('/v1/auth/login', logIn(rules.olderLogin === 'guarded' ? guard : none));
  const logOut = async (c: Context) => {
    const user = asker(c);
    if (!user) return unknown(c);
    if (rules.logout === 'refused') return c.json({ error: 'csrf token missing' }, 403);
    if (rules.logout !== 'keeps-access' && !kind.startsWith('jwt')) sessions.delete(tokenOf(c) ?? '');
    if (rules.logout !== 'keeps-refresh') {
      for (const [token, held] of refreshes) if (held === user) refreshes.delete(token);
    }
    if (kind === 'cookie') deleteCookie(c, 'sid');
    return c.body(null, 204);
  };
  const logoutAt = rules.logoutAt ?? 'POST /auth/logout';
  const [method = '', path = ''] = logoutAt.split(' ');
  routes.on(method, path, logOut);
  routes.post('/auth/refresh', async (c) => {
    const { refresh_token = '' } = await body(c);
    const user = refreshes.get(refresh_token);
    refreshes.delete(refresh_token);
    return user ? open(c, user) : c.json({ error: 'unknown refresh token' }, 401);
  });
  routes.post('/auth/forgot', async (c) => {
    const { email = '' } = await body(c);
    resets.push(email);
    const user = users.get(email);
    const token = randomBytes(16).toString('hex');
    if (user) {
      resetTokens.set(token, user);
      codes.set(email, {
        code: String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0'),
        tries: 0,
      });
    }
    const says = { message: 'If we know the address, a mail is on its way.' };
    if (rules.forgot === 'flow') return c.json({ ...says, flow_token: randomBytes(16).toString('hex') }, 202);
    if (rules.forgot === 'tells') return user ? c.json(says, 202) : c.json({ error: 'no such account' }, 404);
    if (!user) return c.json(says, 202);
    if (rules.forgot === 'token') return c.json({ ...says, reset_token: token }, 202);
    if (rules.forgot === 'link')
      return c.json({ ...says, preview: `Hello, go to https://shop.example/reset?token=${token} now` }, 202);
    if (rules.forgot === 'shows-unusable') return c.json({ ...says, reset_code: '482913' }, 202);
    return c.json(says, 202);
  });
  routes.post('/auth/reset', async (c) => {
    const { token = '', password } = await body(c);
    const user = resetTokens.get(token);
    if (!user) return c.json({ error: 'unknown token' }, 400);
    if (isWeak(password)) return c.json({ error: 'password too short' }, 422);
    resetTokens.delete(token);
    user.password = String(password);
    endSessions(user);
    return c.json({ changed: true });
  });
  routes.post('/auth/verify-code', async (c) => {
    const { email = '', code } = await body(c);
    if (code === undefined) return c.json({ error: 'a code is needed' }, 422);
    const held = codes.get(email);
    if (!held) return c.json({ error: 'invalid code' }, 400);
    held.tries += 1;
    // The code is used up after some tries, and nobody is told.
    if (rules.code === 'ended') return c.json({ error: 'wrong or expired code' }, 400);
    if (rules.code === 'limited' && held.tries > 5) return c.json({ error: 'too many tries' }, 429);
    return held.code === code ? c.json({ verified: true }) : c.json({ error: 'invalid code' }, 400);
  });
  const cards =
    rules.giftCards === 'takes-any' || rules.giftCards === 'long'
      ? none
      : attemptGuard(rules.giftCards ?? 'lockout');
  routes.post('/gift-cards/redeem', async (c) => {
    const user = asker(c);
    if (!user) return unknown(c);
    const { code } = await body(c);
    if (code === undefined) return c.json({ error: 'a code is needed' }, 422);
    redeemed.push(code);
    const address = c.req.header('X-Forwarded-For') ?? 'peer';
    const stopped = await cards.before(user.name, address);
    if (stopped) return c.json({ error: stopped.says }, stopped.status);
    cards.failed(user.name, address);
    if (rules.giftCards === 'takes-any') return c.json({ added: 0 });
    return c.json({ error: 'no such gift card' }, 404);
  });
  routes.get('/me', (c) => {
    const user = asker(c);
    if (!user) return unknown(c);
    const { name, email, pending, verified } = user;
    return c.json({ name, email, pending, email_verified: verified });
  });
  routes.patch('/me', async (c) => {
    const user = asker(c);
    if (!user) return unknown(c);
    const { email, password } = await body(c);
    if (email === undefined) return c.json({ name: user.name, email: user.email });
    const isTaken = rules.email === 'at-once' || rules.email === 'unverified';
    if (isTaken || password === user.password) {
      users.delete(user.email);
      user.email = email;
      users.set(email, user);
    } else if (rules.email === 'without-password') return c.json({ error: 'the password is needed' }, 403);
    else user.pending = email;
    user.verified = rules.email !== 'unverified';
    return c.json({ name: user.name, email: user.email, pending: user.pending });
  });
  routes.put('/me/password', async (c) => {
    const user = asker(c);
    if (!user) return unknown(c);
    const { current_password, new_password } = await body(c);
    const needsOld = rules.password === undefined;
    if (needsOld && current_password !== user.password) return c.json({ error: 'wrong password' }, 403);
    if (isWeak(new_password) && !rules.weakNewPasswords) return c.json({ error: 'password too short' }, 422);
    if (rules.password !== 'pretends') user.password = String(new_password);
    if (!rules.keepsSessions) endSessions(user, tokenOf(c));
    return c.body(null, 204);
  });
  if (rules.removal !== 'none') {
    routes.delete('/me', (c) => {
      const user = asker(c);
      if (!user) return unknown(c);
      users.delete(user.email);
      endSessions(user);
      return c.body(null, 204);
    });
  }

  const code = { long: { ...TEXT, minLength: 32 }, unsaid: TEXT }[String(rules.code)] ?? {
    type: 'string',
    pattern: '^[0-9]{6}$',
  };
  const giftCode =
    rules.giftCards === 'long'
      ? { ...TEXT, minLength: 32 }
      : { ...TEXT, pattern: '^[A-Z0-9]{4}-[A-Z0-9]{4}$' };
  const passwordBody =
    rules.password === 'without-old'
      ? { new_password: TEXT }
      : { current_password: TEXT, new_password: TEXT };
  const operations = {
    'POST /auth/register': takes({ email: EMAIL, name: TEXT, password: TEXT }),
    'POST /v2/auth/login': takes({ email: EMAIL, password: TEXT }),
    [logoutAt]: secured,
    ...(kind === 'cookie' ? {} : { 'POST /auth/refresh': takes({ refresh_token: TEXT }) }),
    ...(rules.forgot === 'none' ? {} : { 'POST /auth/forgot': takes({ email: EMAIL }) }),
    'POST /auth/reset': takes({ token: TEXT, password: TEXT }),
    ...(rules.giftCards ? { 'POST /gift-cards/redeem': { ...secured, ...takes({ code: giftCode }) } } : {}),
    ...(rules.code ? { 'POST /auth/verify-code': takes({ email: EMAIL, code }) } : {}),
    'GET /me': secured,
    'PATCH /me': { ...secured, ...takes({ email: EMAIL, name: TEXT }, []) },
    'PUT /me/password': { ...secured, ...takes(passwordBody) },
    ...(rules.removal === 'none' ? {} : { 'DELETE /me': secured }),
  };
  const securitySchemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  };
  return {
    routes,
    accounts: () => [...users.keys()],
    resets,
    redeemed,
    tries: () => tries,
    openapi: documented(operations, { components: { securitySchemes } }),
  };
}

import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const PASSWORDS: Readonly<Record<string, string>> = { ann: 'correct-horse-7', bob: 'battery-staple-8' };

export interface LoginApiOptions {
  /** How long a session counts; as long as the service runs where left out. */
  readonly lifetimeMs?: number;
  /** Requests that a session counts for. */
  readonly uses?: number;
  /** The login says how long its token counts. */
  readonly saysExpiry?: boolean;
  /** Scheme of the header Authorization; empty for the token alone. */
  readonly scheme?: string;
  /** A refusal names the scheme. */
  readonly challenges?: boolean;
  /** The document names the header of the token. */
  readonly securityScheme?: object;
  /** The answer to a right login. */
  readonly answer?: (token: string, c: Context) => Response | Promise<Response>;
  /** A token counts only beside the cookie of the same login. */
  readonly needsBoth?: boolean;
  /** Everybody gets everybody's orders. */
  readonly servesStrangers?: boolean;
}

export interface LoginApi extends LabApp {
  /** Logins that were right. */
  readonly logins: () => number;
  /** Requests that showed a session which counts no more. */
  readonly late: () => number;
  /** What came in, with its headers. */
  readonly seen: {
    readonly method: string;
    readonly path: string;
    readonly headers: Record<string, string>;
  }[];
}

/** Orders behind logins by JSON (`/login`) and by a form that is guarded against forged requests (`/signin`). */
export function loginApi(options: LoginApiOptions = {}): LoginApi {
  const {
    lifetimeMs = Number.POSITIVE_INFINITY,
    uses = Number.POSITIVE_INFINITY,
    scheme = 'Bearer',
  } = options;
  const sessions = new Map<string, { readonly user: string; readonly until: number; left: number }>();
  const seen: LoginApi['seen'] = [];
  let logins = 0;
  let late = 0;

  const begin = (user: string) => {
    logins += 1;
    const token = `tok-${randomBytes(9).toString('hex')}`;
    sessions.set(token, { user, until: Date.now() + lifetimeMs, left: uses });
    return token;
  };
  const userOf = (c: Context): string | undefined => {
    const sent = c.req.header('authorization') ?? '';
    const prefix = scheme === '' ? '' : `${scheme} `;
    const token = sent.startsWith(prefix) && sent !== '' ? sent.slice(prefix.length) : getCookie(c, 'sid');
    if (options.needsBoth && (sent === '' || getCookie(c, 'sid') !== token)) return undefined;
    const session = sessions.get(token ?? '');
    if (!session) return undefined;
    session.left -= 1;
    if (session.until >= Date.now() && session.left >= 0) return session.user;
    late += 1;
    return undefined;
  };
  const refuse = (c: Context) => {
    if (options.challenges) c.header('WWW-Authenticate', `${scheme} realm="orders"`);
    return c.json({ error: 'log in' }, 401);
  };
  const isRight = (user: unknown, password: unknown) =>
    typeof user === 'string' && PASSWORDS[user] === password;
  const answer = options.answer ?? ((token: string, c: Context) => c.json({ data: { session: { token } } }));
  const page = (guard: string) =>
    `<form method="post"><input type="hidden" name="_guard" value="${guard}"><input name="user"><input type="password" name="password"></form>`;

  const routes = new Hono()
    .use(async (c, next) => {
      seen.push({ method: c.req.method, path: c.req.path, headers: c.req.header() });
      await next();
    })
    .get('/', (c) => c.json({ up: true }))
    .post('/login', async (c) => {
      const { user, password } = await c.req.json().catch(() => ({}));
      if (!isRight(user, password)) return c.json({ error: 'no' }, 401);
      const token = begin(user);
      return options.saysExpiry ? c.json({ token, expires_in: lifetimeMs / 1000 }) : answer(token, c);
    })
    .get('/signin', (c) => {
      const guard = randomBytes(6).toString('hex');
      setCookie(c, 'csrftoken', guard);
      return c.html(page(guard));
    })
    .post('/signin', async (c) => {
      const { user, password, _guard } = await c.req.parseBody();
      if (_guard === undefined || _guard !== getCookie(c, 'csrftoken')) return c.text('forged?', 403);
      if (!isRight(user, password)) return c.html(page(String(_guard)));
      setCookie(c, 'sid', begin(String(user)), { httpOnly: true });
      return c.redirect('/');
    })
    .get('/signout', (c) => {
      deleteCookie(c, 'sid');
      return c.json({});
    })
    .get('/me', (c) => {
      const user = userOf(c);
      return user ? c.json({ name: user, role: user === 'ann' ? 'member' : 'admin' }) : refuse(c);
    })
    .get('/orders', (c) => {
      const user = userOf(c);
      return user ? c.json([{ id: user === 'ann' ? 101 : 202, owner: user }]) : refuse(c);
    })
    .get('/orders/:id', (c) => {
      const user = userOf(c);
      if (!user) return refuse(c);
      const owner = { 101: 'ann', 202: 'bob' }[c.req.param('id')];
      if (!owner || (owner !== user && !options.servesStrangers)) return c.json({ error: 'none' }, 404);
      return c.json({ id: Number(c.req.param('id')), owner, address: `${owner} lives at 7 Mill Lane` });
    });
  const security = options.securityScheme ? [{ own: [] }] : undefined;
  const secured = security ? { security } : {};
  return {
    routes,
    openapi: documented(
      { 'GET /me': secured, 'GET /orders': secured, 'GET /orders/{id}': { ...secured, parameters: [ID] } },
      options.securityScheme ? { components: { securitySchemes: { own: options.securityScheme } } } : {},
    ),
    logins: () => logins,
    late: () => late,
    seen,
  };
}

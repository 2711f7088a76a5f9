import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

export const ada: Identity = {
  name: 'ada',
  credentials: [{ kind: 'cookie', name: 'sid', value: 'ada-session-5Tq9' }],
};
/** Her login set the role beside the session. */
export const adaWithRole: Identity = {
  ...ada,
  spare: [{ kind: 'cookie', name: 'desk_role', value: 'guest' }],
};

export interface Trust {
  readonly cookie?: string;
  readonly header?: string;
  readonly value?: string;
  /** Anything that is said will do, as of a switch for a new design. */
  readonly anyValue?: boolean;
}

/** `/me` for sessions, `/coupons` for whoever says the right word of himself. */
export function toldRoles({ cookie, header, value = 'staff', anyValue = false }: Trust = {}): LabApp {
  const app = new Hono();
  app.use('*', async (c, next) =>
    getCookie(c, 'sid') === 'ada-session-5Tq9' ? next() : c.json({ error: 'log in' }, 401),
  );
  app.get('/me', (c) => c.json({ name: 'ada' }));
  app.get('/coupons', (c) => {
    const said = cookie ? getCookie(c, cookie) : header ? c.req.header(header) : undefined;
    return said === value || (anyValue && said !== undefined)
      ? c.json({ coupons: [{ code: 'SPRING', percent: 15 }] })
      : c.json({ error: 'forbidden' }, 403);
  });
  return { routes: app, openapi: documented({ 'GET /me': {}, 'GET /coupons': {} }) };
}

export const cookieDecides = toldRoles({ cookie: 'role' });
export const headerDecides = toldRoles({ header: 'X-User-Role', value: 'admin' });
export const planDecides = toldRoles({ cookie: 'plan', value: 'paid' });
export const loginsCookieDecides = toldRoles({ cookie: 'desk_role' });
export const anythingOpens = toldRoles({ cookie: 'role', anyValue: true });
export const rolesOnTheServer = toldRoles();

const SESSIONS: Readonly<Record<string, number>> = { 'ada-session-5Tq9': 7, 'bob-session-8Wd2': 8 };
export const bob: Identity = {
  name: 'bob',
  credentials: [{ kind: 'cookie', name: 'sid', value: 'bob-session-8Wd2' }],
};

interface UserTrust extends Pick<Trust, 'cookie' | 'header'> {
  /** What pages elsewhere may send. */
  readonly allows?: string;
}

/** `/me` and `/basket` of a session, or of the user whom a header or cookie names. */
export function toldUsers({
  cookie,
  header,
  allows,
  changes = false,
  repeats = false,
}: UserTrust & {
  /** Something is put into the basket all the time. */
  readonly changes?: boolean;
  /** Writes what the header says into the answer, and goes by the session. */
  readonly repeats?: boolean;
} = {}): LabApp {
  const app = new Hono();
  if (allows)
    app.options(
      '*',
      () => new Response(null, { status: 204, headers: { 'Access-Control-Allow-Headers': allows } }),
    );
  let asked = 1;
  app.use('*', async (c, next) =>
    SESSIONS[getCookie(c, 'sid') ?? ''] === undefined ? c.json({ error: 'log in' }, 401) : next(),
  );
  app.get('/me', (c) => c.json({ id: SESSIONS[getCookie(c, 'sid') ?? ''] }));
  app.get('/basket', (c) => {
    const said = Number(cookie ? getCookie(c, cookie) : header ? c.req.header(header) : undefined);
    const user = [7, 8].includes(said) ? said : SESSIONS[getCookie(c, 'sid') ?? ''];
    asked += changes ? 1 : 0;
    const shown = (repeats && c.req.header('X-User-Id')) || user;
    return c.json({ user_id: shown, lines: [{ product: `lamp ${user}`, count: asked }] });
  });
  return { routes: app, openapi: documented({ 'GET /me': {}, 'GET /basket': {} }) };
}

export const headerNames = toldUsers({ header: 'X-User-Id' });
export const supportNames = toldUsers({ header: 'X-Act-As' });
export const allowedNames = toldUsers({ header: 'X-Desk-Customer', allows: 'Content-Type, X-Desk-Customer' });
export const cookieNames = toldUsers({ cookie: 'user_id' });
export const headerNamesWhileItChanges = toldUsers({ header: 'X-User-Id', changes: true });
export const headerRepeated = toldUsers({ changes: true, repeats: true });
export const usersOnTheServer = toldUsers();

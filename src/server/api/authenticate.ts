import type { Context, MiddlewareHandler } from 'hono';
import { addressOf } from '../sign-in/proxy.ts';
import { isCsrf, sessionOf } from '../sign-in/session.ts';
import { keyById, noteUse } from '../store/keys.ts';
import type { Scope } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { allows, idIn, opens } from './api-keys.ts';
import type { Caller, Env } from './caller.ts';
import { type Allowance, createLimiter, limitHeaders } from './limits.ts';
import { Problem } from './problem.ts';

export interface RateLimits {
  /** Requests a minute, for each key; a page of the dashboard is one, whatever it asks. */
  readonly requests: number;
  /** Keys that did not hold, a minute, for each address. */
  readonly failures: number;
}

export const RATE_LIMITS: RateLimits = { requests: 600, failures: 30 };

const MINUTE_MS = 60_000;
const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="middlebrick"' };

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every request but those for health and for the document shows a key, or the session of a browser. */
export function authenticate(store: Store, limits: RateLimits, trustProxy: boolean): MiddlewareHandler<Env> {
  const requests = createLimiter(limits.requests, MINUTE_MS);
  const failures = createLimiter(limits.failures, MINUTE_MS);
  /** What a page of the dashboard asks comes in on the request for the page: together that is one. */
  const counted = new WeakMap<object, Allowance>();
  function count(context: Context<Env>, caller: Caller): Allowance {
    const { incoming } = (context.env ?? {}) as { readonly incoming?: object };
    const allowance = (incoming && counted.get(incoming)) ?? requests.use(caller.id);
    if (incoming) counted.set(incoming, allowance);
    return allowance;
  }
  return async (context, next) => {
    const address = addressOf(context, trustProxy);
    const failed = failures.left(address);
    if (failed.isOver)
      throw new Problem(429, 'too-many-failures', 'Too many requests without a key that holds.', {
        headers: { 'Retry-After': `${failed.resetSeconds}` },
      });
    const shown = context.req.header('authorization');
    const caller = (await sessionCaller(store, context, trustProxy)) ?? (await callerOf(store, shown));
    if (typeof caller === 'string') {
      // Whoever shows none guesses none.
      if (shown !== undefined) failures.use(address);
      throw new Problem(401, 'unauthorized', caller, { headers: CHALLENGE });
    }
    const allowance = count(context, caller);
    const headers = limitHeaders(allowance, MINUTE_MS / 1000);
    if (allowance.isOver)
      throw new Problem(429, 'too-many-requests', `At most ${allowance.limit} requests a minute.`, {
        headers: { ...headers, 'Retry-After': `${allowance.resetSeconds}` },
      });
    context.set('caller', caller);
    await next();
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
  };
}

/** Of a browser that is signed in, where no key is shown. @throws Problem for a change that one of its pages did not ask for */
async function sessionCaller(
  store: Store,
  context: Context,
  trustProxy: boolean,
): Promise<Caller | undefined> {
  if (context.req.header('authorization') !== undefined) return undefined;
  const session = await sessionOf(store.db, context, trustProxy);
  if (session === undefined) return undefined;
  if (!SAFE.has(context.req.method) && !isCsrf(context.req.header('x-csrf-token'), session))
    throw new Problem(
      403,
      'csrf',
      'A change by a signed-in browser shows the token of its session (X-CSRF-Token).',
    );
  return session.caller;
}

/** The caller, or why there is none. */
async function callerOf(store: Store, header: string | undefined): Promise<Caller | string> {
  if (header === undefined) return 'Show an API key: "Authorization: Bearer mbk_…".';
  const given = /^bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  const id = idIn(given);
  const key = id === undefined ? undefined : await keyById(store.db, id);
  if (key === undefined || !opens(given, key)) return 'The API key is not known here.';
  if (key.revoked_at !== null) return 'The API key has been revoked.';
  await noteUse(store.db, key.id);
  return { id: key.id, name: key.name, scopes: key.scopes };
}

/** Lets keys of that scope in. It carries the scope, so that the document says the same. */
export function needs(scope: Scope): MiddlewareHandler<Env> & { readonly scope: Scope } {
  const check: MiddlewareHandler<Env> = async (context, next) => {
    if (!allows(context.get('caller').scopes, scope))
      throw new Problem(403, 'forbidden', `This takes a key of the scope "${scope}".`);
    await next();
  };
  return Object.assign(check, { scope });
}

import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { keyById, noteUse } from '../store/keys.ts';
import type { Scope } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { allows, idIn, opens } from './api-keys.ts';
import { createLimiter, limitHeaders } from './limits.ts';
import { Problem } from './problem.ts';

/** Who asks. */
export interface Caller {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export interface Env {
  Variables: {
    caller: Caller;
    /** Its number in the log. */
    request: string;
  };
}

export interface RateLimits {
  /** Requests a minute, for each key. */
  readonly requests: number;
  /** Keys that did not hold, a minute, for each address. */
  readonly failures: number;
}

export const RATE_LIMITS: RateLimits = { requests: 600, failures: 30 };

const MINUTE_MS = 60_000;
const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="middlebrick"' };

/** Every request but those for health and for the document shows a key. */
export function authenticate(store: Store, limits: RateLimits): MiddlewareHandler<Env> {
  const requests = createLimiter(limits.requests, MINUTE_MS);
  const failures = createLimiter(limits.failures, MINUTE_MS);
  return async (context, next) => {
    const address = addressOf(context);
    const failed = failures.left(address);
    if (failed.isOver)
      throw new Problem(429, 'too-many-failures', 'Too many requests without a key that holds.', {
        headers: { 'Retry-After': `${failed.resetSeconds}` },
      });
    const caller = await callerOf(store, context.req.header('authorization'));
    if (typeof caller === 'string') {
      failures.use(address);
      throw new Problem(401, 'unauthorized', caller, { headers: CHALLENGE });
    }
    const allowance = requests.use(caller.id);
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

export function needs(scope: Scope): MiddlewareHandler<Env> {
  return async (context, next) => {
    if (!allows(context.get('caller').scopes, scope))
      throw new Problem(403, 'forbidden', `This takes a key of the scope "${scope}".`);
    await next();
  };
}

function addressOf(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? 'unknown';
  } catch {
    // Asked without a socket, as tests may.
    return 'unknown';
  }
}

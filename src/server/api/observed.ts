import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Log } from '../operations/log.ts';
import type { Metrics } from '../operations/metrics.ts';
import type { Env } from './caller.ts';

/** A proxy's own, where it looks like one. */
const GIVEN_ID = /^[\w-]{8,64}$/;
/** Asked every few seconds by orchestrators. */
const QUIET: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);
const LONGEST_PATH = 200;

/** Counts each request, and logs it by a number that its answer bears too. Queries are left out: they hold codes and searches. */
export function observed(metrics: Metrics, log: Log): MiddlewareHandler<Env> {
  return async (context, next) => {
    const given = context.req.header('x-request-id') ?? '';
    const request = GIVEN_ID.test(given) ? given : randomUUID();
    context.set('request', request);
    const began = performance.now();
    await next();
    context.res.headers.set('X-Request-Id', request);
    const { method, path } = context.req;
    const { status } = context.res;
    const route =
      matchedRoutes(context).findLast((one) => one.method !== 'ALL' && !one.path.includes('*'))?.path ??
      'unknown';
    const seconds = (performance.now() - began) / 1000;
    metrics.answered({ method, route, status, seconds });
    log(
      `${method.slice(0, 10)} ${path.slice(0, LONGEST_PATH)}`,
      { status, ms: Math.round(seconds * 1000), request, caller: context.get('caller')?.id },
      status >= 500 ? 'error' : QUIET.has(route) ? 'debug' : 'info',
    );
  };
}

import type { MiddlewareHandler } from 'hono';
import { Problem } from '../api/problem.ts';
import { sessionOf } from '../sign-in/session.ts';
import { type Ask, apiClient, queryOf } from './api-client.ts';
import type { PageEnv } from './site.ts';

/**
 * Lets nobody through to a page who is not signed in; a browser is led to the sign-in, and back. An address that nobody
 * serves says so to everybody: a sign-in in its place would look like a login that is there.
 */
export function signedIn(ask: Ask, isPage: (path: string) => boolean): MiddlewareHandler<PageEnv> {
  return async (context, next) => {
    const { path, method } = context.req;
    // The API answers for itself, also where it has nothing.
    if (path.startsWith('/api/')) return await next();
    const { store, trustProxy } = context.get('site');
    const session = await sessionOf(store.db, context, trustProxy);
    if (session === undefined && !isPage(path)) return await next();
    if (session === undefined) {
      if (!/text\/html/.test(context.req.header('accept') ?? ''))
        throw new Problem(401, 'unauthorized', 'Sign in at /sign-in; programs use /api/v1 with a key.');
      const { pathname, search } = new URL(context.req.url);
      const back = method === 'GET' && pathname !== '/' ? pathname + search : undefined;
      return context.redirect(`/sign-in${queryOf({ next: back })}`, 303);
    }
    context.set('session', session);
    context.set('api', apiClient(context, session, ask));
    return await next();
  };
}

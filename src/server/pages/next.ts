import type { PageContext } from './site.ts';

/** Where somebody wanted to go before signing in: only to a page of ours. */
export function nextOf(context: PageContext): string {
  const next = context.req.query('next') ?? '/';
  // `//host` and `/\host` lead elsewhere.
  return /^\/(?![/\\])[\x21-\x7e]{0,2000}$/.test(next) ? next : '/';
}

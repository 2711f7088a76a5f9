import type { Context } from 'hono';

/**
 * Whether a form may have come from one of our own pages. Sign-in has no session that a token could be bound to: without
 * this another site could sign its visitors in as somebody else. Browsers say where a form came from; who says nothing is
 * no browser.
 */
export function isOwnOrigin(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = context.req.header('origin');
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === context.req.header('host');
}

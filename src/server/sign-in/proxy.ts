import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Headers of a proxy are anybody's words where there is none: they count only with `--trust-proxy`. */
export function isHttps(context: Context, trustProxy: boolean): boolean {
  return trustProxy && last(context.req.header('x-forwarded-proto')) === 'https';
}

/** Who is at the other end, for limits. */
export function addressOf(context: Context, trustProxy: boolean): string {
  // The last is the one that our proxy wrote; those before it came from outside.
  const forwarded = trustProxy ? last(context.req.header('x-forwarded-for')) : undefined;
  if (forwarded) return forwarded;
  try {
    return getConnInfo(context).remote.address ?? 'unknown';
  } catch {
    // Asked without a socket, as tests may.
    return 'unknown';
  }
}

function last(header: string | undefined): string | undefined {
  return header?.split(',').at(-1)?.trim();
}

import type { Context } from 'hono';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

export interface LimiterOptions {
  readonly limit: number;
  /** What requests are counted by; everybody together where left out. */
  readonly by?: (c: Context) => string;
  /** Announces what is left, and when to come back. */
  readonly guiding?: boolean;
}

/** Answers every path alike, `limit` times per window of a scan. A new one for every row: counts must not be shared. */
export function limiter(
  { limit, by = () => 'all', guiding = false }: LimiterOptions,
  openapi?: object,
): LabApp {
  const counts = new Map<string, number>();
  const routes = new Hono().get('*', (c) => {
    if (!/^\/+items\/*$/i.test(c.req.path)) return c.json({ error: 'not found' }, 404);
    const key = by(c);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const left: Record<string, string> = guiding
      ? { 'RateLimit-Remaining': String(Math.max(0, limit - count)) }
      : {};
    if (count <= limit) return c.json({ items: [1, 2, 3] }, 200, left);
    return c.json({ error: 'slow down' }, 429, guiding ? { ...left, 'Retry-After': '60' } : {});
  });
  return { routes, ...(openapi ? { openapi } : {}) };
}

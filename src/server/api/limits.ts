/** Counts in fixed windows, in the memory of this process: several web processes each give their own. */
export interface Limiter {
  /** Counts one. */
  use(name: string): Allowance;
  /** Without counting. */
  left(name: string): Allowance;
}

export interface Allowance {
  readonly limit: number;
  readonly left: number;
  readonly resetSeconds: number;
  readonly isOver: boolean;
}

/** More names than these are strangers' addresses: the oldest are forgotten. */
const MOST_NAMES = 10_000;

export function createLimiter(limit: number, windowMs: number, now = Date.now): Limiter {
  const windows = new Map<string, { start: number; used: number }>();
  function current(name: string) {
    const known = windows.get(name);
    if (known && now() - known.start < windowMs) return known;
    windows.delete(name);
    const [oldest] = windows.keys();
    if (windows.size >= MOST_NAMES && oldest !== undefined) windows.delete(oldest);
    const fresh = { start: now(), used: 0 };
    windows.set(name, fresh);
    return fresh;
  }
  function allowance({ start, used }: { start: number; used: number }, isOver: boolean): Allowance {
    const resetSeconds = Math.max(1, Math.ceil((start + windowMs - now()) / 1000));
    return { limit, left: Math.max(0, limit - used), resetSeconds, isOver };
  }
  return {
    use(name) {
      const window = current(name);
      window.used += 1;
      return allowance(window, window.used > limit);
    },
    left(name) {
      const window = current(name);
      return allowance(window, window.used >= limit);
    },
  };
}

/** RateLimit header fields for HTTP, draft 10, and the three that clients have read for years. */
export function limitHeaders({ limit, left, resetSeconds }: Allowance, windowSeconds: number) {
  return {
    'RateLimit-Policy': `"default";q=${limit};w=${windowSeconds}`,
    RateLimit: `"default";r=${left};t=${resetSeconds}`,
    'X-RateLimit-Limit': `${limit}`,
    'X-RateLimit-Remaining': `${left}`,
    'X-RateLimit-Reset': `${resetSeconds}`,
  };
}

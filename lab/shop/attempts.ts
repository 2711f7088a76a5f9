import { Problem } from './problem.ts';

const MOST_FAILURES = 8;
const WINDOW_MS = 15 * 60_000;

/** Counts wrong tries by what they were about. */
export interface Attempts {
  /** @throws Problem 429 once there were too many */
  expectFew(key: string): void;
  failed(key: string): void;
  forget(key: string): void;
}

export function createAttempts(): Attempts {
  const failures = new Map<string, { count: number; readonly until: number }>();
  const current = (key: string) => {
    const held = failures.get(key);
    return held && held.until > Date.now() ? held : undefined;
  };
  return {
    expectFew(key) {
      const held = current(key);
      if (!held || held.count < MOST_FAILURES) return;
      const retryAfterS = Math.ceil((held.until - Date.now()) / 1_000);
      throw new Problem(429, 'Too many attempts', { retryAfterS });
    },
    failed(key) {
      const held = current(key) ?? { count: 0, until: Date.now() + WINDOW_MS };
      held.count += 1;
      failures.set(key, held);
    },
    forget: (key) => void failures.delete(key),
  };
}

import { sleep } from './sleep.ts';

/** How many requests may be under way at once, adapted to what the target bears. */
export interface Pacer {
  /** Waits for a free place; call the returned function when the answer is there. */
  enter(): Promise<() => void>;
  /** The target asked for less (429, 503): half as many at once. */
  slowDown(): void;
  /** An ordinary answer. `place` says what was asked, since only equal questions take comparable time. */
  wentWell(totalMs: number, place?: string): void;
  readonly slowedDown: number;
}

/** Answers slower than this many times the fastest at the same place count as a target under strain. */
const STRAIN_FACTOR = 8;
/** Below this a slow answer is noise, whatever the factor. */
const STRAIN_FLOOR_MS = 400;
const ANSWERS_BEFORE_FASTER = 20;
/** Places beyond these are not compared: a scan may ask thousands of URLs once each. */
const MOST_PLACES = 2_000;

/**
 * Additive increase, multiplicative decrease between 1 and `concurrency`.
 * `rate` bounds requests per second; Infinity where the user set none. On `signal` nobody waits any longer.
 */
export function createPacer(
  concurrency: number,
  rate = Number.POSITIVE_INFINITY,
  signal?: AbortSignal,
): Pacer {
  const waiting: (() => void)[] = [];
  const fastestMs = new Map<string, number>();
  let allowed = concurrency;
  let underWay = 0;
  let good = 0;
  let slowedDown = 0;
  let nextStart = 0;

  function admit() {
    while (underWay < allowed || signal?.aborted) {
      const next = waiting.shift();
      if (!next) return;
      underWay += 1;
      next();
    }
  }
  signal?.addEventListener('abort', admit, { once: true });

  async function holdBack() {
    if (!Number.isFinite(rate)) return;
    const now = performance.now();
    const start = Math.max(now, nextStart);
    nextStart = start + 1000 / rate;
    await sleep(start - now, signal);
  }

  function strained(totalMs: number, place: string): boolean {
    const fastest = Math.min(fastestMs.get(place) ?? Number.POSITIVE_INFINITY, totalMs);
    if (fastestMs.has(place) || fastestMs.size < MOST_PLACES) fastestMs.set(place, fastest);
    return totalMs > Math.max(STRAIN_FLOOR_MS, fastest * STRAIN_FACTOR);
  }

  return {
    async enter() {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
      await holdBack();
      let left = false;
      return () => {
        if (left) return;
        left = true;
        underWay -= 1;
        admit();
      };
    },
    slowDown() {
      slowedDown += 1;
      good = 0;
      allowed = Math.max(1, Math.floor(allowed / 2));
    },
    wentWell(totalMs, place = '') {
      if (strained(totalMs, place)) {
        if (allowed > 1) slowedDown += 1;
        allowed = Math.max(1, allowed - 1);
        good = 0;
        return;
      }
      good += 1;
      if (good >= ANSWERS_BEFORE_FASTER && allowed < concurrency) {
        allowed += 1;
        good = 0;
        admit();
      }
    },
    get slowedDown() {
      return slowedDown;
    },
  };
}

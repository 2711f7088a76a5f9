/** How many requests may be under way at once, adapted to what the target bears. */
export interface Pacer {
  /** Waits for a free place; call the returned function when the answer is there. */
  enter(): Promise<() => void>;
  /** The target asked for less (429, 503) or got slow: half as many at once, and a pause. */
  slowDown(pauseMs: number): void;
  /** An ordinary answer: after a while of these, one more at once again. */
  wentWell(totalMs: number): void;
  readonly slowedDown: number;
}

/** Answers slower than this many times the fastest seen count as a target under strain. */
const STRAIN_FACTOR = 8;
/** Below this a slow answer is noise, whatever the factor. */
const STRAIN_FLOOR_MS = 400;
const ANSWERS_BEFORE_FASTER = 20;

/**
 * Additive increase, multiplicative decrease between 1 and `concurrency`.
 * `rate` bounds requests per second; Infinity where the user set none.
 */
export function createPacer(concurrency: number, rate = Number.POSITIVE_INFINITY): Pacer {
  const waiting: (() => void)[] = [];
  let allowed = concurrency;
  let underWay = 0;
  let good = 0;
  let slowedDown = 0;
  let fastestMs = Number.POSITIVE_INFINITY;
  let pausedUntil = 0;
  let nextStart = 0;

  function admit() {
    while (underWay < allowed) {
      const next = waiting.shift();
      if (!next) return;
      underWay += 1;
      next();
    }
  }

  async function holdBack() {
    const now = performance.now();
    const start = Math.max(now, pausedUntil, nextStart);
    nextStart = Number.isFinite(rate) ? start + 1000 / rate : 0;
    if (start > now) await new Promise((resolve) => setTimeout(resolve, start - now));
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
    slowDown(pauseMs) {
      slowedDown += 1;
      allowed = Math.max(1, Math.floor(allowed / 2));
      good = 0;
      pausedUntil = Math.max(pausedUntil, performance.now() + pauseMs);
    },
    wentWell(totalMs) {
      fastestMs = Math.min(fastestMs, totalMs);
      if (totalMs > Math.max(STRAIN_FLOOR_MS, fastestMs * STRAIN_FACTOR)) {
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

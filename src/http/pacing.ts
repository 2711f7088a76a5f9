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
/** So many answers show how fast a service is; then half as many are asked at once, to see whether it is slower so. */
const ANSWERS_OF_A_TRIAL = 24;
/** Asked by half as many, a service that is as fast as this was asked by too many; and by this much faster, it may gain more. */
const FASTER = { kept: 0.9, again: 1.1 };
/** Trials without a gain: the service is as slow as it is. */
const MOST_VAIN_TRIALS = 3;
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
  /** More than this were found to be too many. */
  let ceiling = concurrency;
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

  /** Whether fewer at once are served as fast: a service of one thread may be slowed down by those who wait. */
  const trial = { began: performance.now(), answers: [] as number[], speed: 0, before: 0, vain: 0 };

  function tryFewer(totalMs: number): void {
    trial.answers.push(totalMs);
    if (trial.answers.length < ANSWERS_OF_A_TRIAL) return;
    const now = performance.now();
    const speed = trial.answers.length / (now - trial.began);
    const gain = trial.before > 0 ? speed / trial.speed : 0;
    if (trial.before > 0 && gain < FASTER.kept) {
      allowed = trial.before;
      trial.vain += 1;
      admit();
    } else if (trial.before > 0) ceiling = allowed;
    const isSlow = gain === 0 && middle(trial.answers) > STRAIN_FLOOR_MS;
    const tries = gain > FASTER.again || (isSlow && trial.vain < MOST_VAIN_TRIALS);
    trial.before = tries && allowed > 1 ? allowed : 0;
    if (trial.before > 0) allowed = Math.floor(allowed / 2);
    trial.speed = speed;
    trial.answers = [];
    trial.began = now;
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
      tryFewer(totalMs);
      if (strained(totalMs, place)) {
        if (allowed > 1) slowedDown += 1;
        allowed = Math.max(1, allowed - 1);
        good = 0;
        return;
      }
      good += 1;
      if (good >= ANSWERS_BEFORE_FASTER && allowed < ceiling && trial.before === 0) {
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

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

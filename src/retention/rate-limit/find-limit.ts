import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../load/loader.ts';
import { isRefusedForNow, readTold, type Told } from './told.ts';

/** A limit that all requests of this prober share, whichever credential they carry. */
export interface RateLimit {
  readonly perSecond: number;
  /** Requests that are left at all, where the window is longer than a run; none where nobody is served any more. */
  readonly left?: number | undefined;
  /** How it is known, for reports: a header, or what was tried. */
  readonly known: string;
}

/** A window longer than this outlasts a run: what counts is how many requests are left in it. */
const LONG_WINDOW_SECONDS = 120;
const USUAL_WINDOWS = [1, 5, 10, 15, 30, 60];
/** A minute is the commonest window; who refuses longer than this allows no run. */
const MOST_WAIT_SECONDS = 65;
/** Who accepts again sooner refills drop by drop, and shows its rate only when it is emptied once more. */
const DRIP_SECONDS = 5;
const TRY_AGAIN = { requests: 300, seconds: 3 };
const FIRST_PAUSE_MS = 100;

/** The limit that headers tell, if they tell one. */
export function toldLimit(told: Told): RateLimit | undefined {
  const { limit, remaining, windowSeconds, resetSeconds, line } = told;
  const window = windowSeconds ?? resetSeconds;
  if (window === undefined) return undefined;
  if (window > LONG_WINDOW_SECONDS)
    return remaining === undefined
      ? undefined
      : { perSecond: Number.POSITIVE_INFINITY, left: remaining, known: line };
  // A reset is what is left of a window, unless a usual one has just begun.
  const whole = windowSeconds ?? USUAL_WINDOWS.find((usual) => usual - window < 2 && usual >= window);
  const allowed = whole === undefined ? (remaining ?? limit) : (limit ?? remaining);
  return allowed === undefined || !(window > 0) || allowed === 0
    ? undefined
    : { perSecond: allowed / (whole ?? window), known: line };
}

export interface Refused {
  /** The answer that refused. */
  readonly answer: Answer;
  /** Requests that were accepted before it, and since when, seconds on the monotonic clock. */
  readonly accepted: number;
  readonly since: number;
  /** A rate below this is of no use, so that nothing is waited for that could only be slower. */
  readonly leastPerSecond: number;
  readonly ask: () => Promise<Answer>;
  readonly limitHeader?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Finds a shared limit out after a refusal: from the headers, else by waiting until somebody is served again. A window lets
 * in what it let in before; a bucket that drips lets in one or two, and is emptied once more to see how fast it drips.
 */
export async function findLimit(refused: Refused): Promise<RateLimit> {
  const told = toldLimit(readTold(refused.answer.limits, refused.limitHeader));
  const waited = await untilServed(refused);
  if (told !== undefined && told.left === undefined) return told;
  const until = performance.now() / 1_000 + waited.further;
  const overWindow = refused.accepted / (until - refused.since);
  const known = `${refused.accepted.toLocaleString('en')} requests were let through, then none for ${waited.served ? '' : 'more than '}${seconds(waited.seconds)}`;
  if (!waited.served) return { perSecond: overWindow, left: 0, known };
  if (waited.seconds > DRIP_SECONDS) return { perSecond: overWindow, known };
  const again = await cycle(refused);
  return again === undefined
    ? { perSecond: overWindow, known }
    : { perSecond: Math.min(again, overWindow), known };
}

function seconds(value: number): string {
  return value < 1 ? 'a moment' : `${Math.round(value)} s`;
}

/** Waits until a request is served, no longer than a useful rate would allow; `further` is what was not waited for. */
async function untilServed(refused: Refused): Promise<{ served: boolean; seconds: number; further: number }> {
  const from = performance.now();
  const past = () => (performance.now() - from) / 1_000;
  const { waitSeconds } = readTold(refused.answer.limits, refused.limitHeader);
  const most = Math.min(MOST_WAIT_SECONDS, Math.max(DRIP_SECONDS, refused.accepted / refused.leastPerSecond));
  if (waitSeconds !== undefined && waitSeconds > most)
    return { served: false, seconds: waitSeconds, further: waitSeconds };
  let pause = waitSeconds === undefined ? FIRST_PAUSE_MS : waitSeconds * 1_000 + FIRST_PAUSE_MS;
  while (past() < most && !refused.signal.aborted) {
    await sleep(Math.max(1, Math.min(pause, (most - past()) * 1_000)));
    if (!isRefusedForNow(await refused.ask())) return { served: true, seconds: past(), further: 0 };
    pause = Math.min(2_000, Math.max(FIRST_PAUSE_MS, pause * 1.5));
  }
  return { served: false, seconds: past(), further: 0 };
}

/** Requests per second from being served, through refusal, to being served again. Undefined when nothing is refused. */
async function cycle(refused: Refused): Promise<number | undefined> {
  const from = performance.now() / 1_000;
  let accepted = 1;
  while (accepted < TRY_AGAIN.requests && performance.now() / 1_000 - from < TRY_AGAIN.seconds) {
    const answer = await refused.ask();
    if (!isRefusedForNow(answer)) {
      accepted += 1;
      continue;
    }
    await untilServed({ ...refused, answer, accepted });
    return accepted / (performance.now() / 1_000 - from);
  }
  return undefined;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** From one attempt to the next; the last one goes on. */
const PAUSES: readonly number[] = [
  10 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
];
/** A receiver that is away for longer has to be asked for again by a person. */
export const GIVE_UP_MS = 24 * HOUR;

/** When to try again; undefined where it is given up. The last attempt is made at the very end. */
export function nextAttempt(tries: number, giveUpAt: Date, now: Date): Date | undefined {
  if (now >= giveUpAt) return undefined;
  const pause = PAUSES[Math.min(tries, PAUSES.length) - 1] ?? HOUR;
  return new Date(Math.min(now.getTime() + pause, giveUpAt.getTime()));
}

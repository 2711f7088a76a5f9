/** Ways to tell from an answer whether a credential has been seen before. */

/** Probability that a value of `a` is above one of `b`, ties counting half (Mann & Whitney 1947). 0.5 without data. */
export function areaUnderCurve(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0.5;
  let above = 0;
  for (const x of a) for (const y of b) above += x > y ? 1 : x === y ? 0.5 : 0;
  return above / (a.length * b.length);
}

/** Standard score of that probability under no difference. */
function scoreOf(auc: number, a: number, b: number): number {
  return (auc - 0.5) / Math.sqrt((a + b + 1) / (12 * a * b));
}

const LEAST_AUC = 0.7;
const LEAST_SCORE = 5;

/** Timing gives credentials away when never-seen ones are clearly slower than known ones. */
export function timingTells(
  cold: readonly number[],
  warm: readonly number[],
): { auc: number; tells: boolean } {
  const auc = areaUnderCurve(cold, warm);
  return { auc, tells: auc > LEAST_AUC && scoreOf(auc, cold.length, warm.length) > LEAST_SCORE };
}

/** Requests left, from `RateLimit-Remaining`, `X-RateLimit-Remaining` or the structured `RateLimit` header. */
export function remainingOf(limits: Readonly<Record<string, string>>): number | undefined {
  for (const [name, value] of Object.entries(limits)) {
    if (/^(x-)?rate-?limit-remaining/.test(name) && /^\s*\d+/.test(value)) return Number.parseInt(value, 10);
    const structured = name === 'ratelimit' ? /(?:^|[;,\s])(?:r|remaining)=(\d+)/.exec(value) : null;
    if (structured) return Number(structured[1]);
  }
  return undefined;
}

const SHARE_THAT_STARTS_ALIKE = 0.95;

/**
 * A counter per credential starts alike for every fresh one and drops by one on its second use. A counter per client
 * address or for all drops across credentials too, and so does not start alike. Returns the start value.
 */
export function headerTells(
  pairs: readonly { first: number | undefined; second: number | undefined }[],
): number | undefined {
  const starts = pairs.map(({ first }) => first).filter((value) => value !== undefined);
  const start = [...starts].sort((a, b) => a - b)[Math.floor(starts.length / 2)];
  if (start === undefined || pairs.length === 0) return undefined;
  const alike = starts.filter((value) => value === start).length / pairs.length;
  const dropped =
    pairs.filter(({ first, second }) => first !== undefined && second === first - 1).length / pairs.length;
  return alike >= SHARE_THAT_STARTS_ALIKE && dropped >= SHARE_THAT_STARTS_ALIKE ? start : undefined;
}

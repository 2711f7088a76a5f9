/** Plain statistics of the estimators. All are deterministic; none mutates its input. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Arithmetic mean; NaN for an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation with n - 1; 0 for fewer than two values. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Quantile with linear interpolation between order statistics (Hyndman & Fan 1996, type 7); NaN when empty. */
export function quantile(values: readonly number[], probability: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), probability);
}

function quantileOfSorted(sorted: Float64Array, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * Median of all pairwise slopes (Theil 1950, Sen 1968): 29 % of the points may be outliers.
 * Undefined with fewer than two distinct x. Long series are thinned to 120 points, since pairs grow with the square.
 */
export function theilSenSlope(points: readonly Point[]): number | undefined {
  const step = Math.max(1, Math.ceil(points.length / 120));
  const kept = points.filter((_, index) => index % step === 0);
  const slopes = new Float64Array((kept.length * (kept.length - 1)) / 2);
  let count = 0;
  kept.forEach((a, index) => {
    for (let other = index + 1; other < kept.length; other++) {
      const b = kept[other];
      if (b !== undefined && b.x !== a.x) slopes[count++] = (b.y - a.y) / (b.x - a.x);
    }
  });
  return count === 0 ? undefined : quantileOfSorted(slopes.subarray(0, count).sort(), 0.5);
}

export interface LineFit {
  readonly slope: number;
  readonly intercept: number;
  /** Sum of squared residuals. */
  readonly residualSquares: number;
  /** Sum of squared deviations of x from its mean. */
  readonly xSquares: number;
  /** Share of the variance of y that the line explains, 0 to 1. */
  readonly rSquared: number;
}

/** Ordinary least squares; undefined when x does not vary. */
export function fitLine(points: readonly Point[]): LineFit | undefined {
  const xMean = mean(points.map((point) => point.x));
  const yMean = mean(points.map((point) => point.y));
  const xSquares = points.reduce((sum, { x }) => sum + (x - xMean) ** 2, 0);
  if (!(xSquares > 0)) return undefined;
  const slope = points.reduce((sum, { x, y }) => sum + (x - xMean) * (y - yMean), 0) / xSquares;
  const intercept = yMean - slope * xMean;
  const residualSquares = points.reduce((sum, { x, y }) => sum + (y - intercept - slope * x) ** 2, 0);
  const ySquares = points.reduce((sum, { y }) => sum + (y - yMean) ** 2, 0);
  return {
    slope,
    intercept,
    residualSquares,
    xSquares,
    rSquared: ySquares > 0 ? 1 - residualSquares / ySquares : 0,
  };
}

/** P(|T| < t) for whole degrees of freedom: the finite series of Abramowitz & Stegun 26.7.3 and 26.7.4. */
function studentCentralProbability(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cosine = Math.cos(angle);
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** Quantile of Student's t for a probability above 0.5, by bisection to 1e-9. Example: (0.995, 7) → 3.4995. */
export function studentQuantile(probability: number, degrees: number): number {
  const central = 2 * probability - 1;
  let low = 0;
  let high = 1e4;
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (studentCentralProbability(middle, degrees) < central) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** What is known of a scatter before anything is seen: so many observations of this deviation. */
export interface Prior {
  readonly degrees: number;
  readonly deviation: number;
}

/** 99 % interval of the least-squares slope, whose prior keeps few points from looking exact. */
export function slopeInterval(points: readonly Point[], prior: Prior): Interval | undefined {
  const line = fitLine(points);
  if (line === undefined) return undefined;
  const degrees = points.length - 2 + prior.degrees;
  const variance = (line.residualSquares + prior.degrees * prior.deviation ** 2) / degrees;
  const reach = studentQuantile(0.995, degrees) * Math.sqrt(variance / line.xSquares);
  return { estimate: line.slope, low: line.slope - reach, high: line.slope + reach };
}

import { type Estimate, inBytes, inconclusive, MIB } from './estimate.ts';
import { type Interval, mean, median, standardDeviation, studentQuantile } from './statistics.ts';
import { acceptedShare, answersIn, sumOfMixes } from './status-mix.ts';
import type { RetentionTrace, TraceSample } from './trace.ts';

/** Parts of the time that was watched; each has a level, and what lies between two is one increment. */
const PARTS = 16;
const SAMPLES_IN_PART = 3;
/** The growth of either half must be at least so much of all, and the second half at least half as steep as the first. */
const LEAST_SHARE = 0.2;
const NOT_SLOWING = 0.5;
/** Below this per request a service counts as clean, bytes. */
const SMALLEST = 128;
const HOUR = 3_600;

/**
 * A service that was only watched has no control: what grows may be a leak or a cache that fills, so growth is suspected
 * at most. Levels of sixteen parts of the time, their increments by batch means; a collected heap counts by its lows.
 */
export function estimateWatch(trace: RetentionTrace): Estimate {
  const { samples } = trace;
  const parts = partsOf(samples);
  const requests = samples.at(-1)?.requests ?? 0;
  if (parts === undefined)
    return inconclusive('it was watched for too short a time: sixteen parts need three readings each', 0, 0);
  const levels = parts.map((part) => levelOf(trace, part));
  const increments = levels.slice(1).map((level, index) => level - (levels[index] ?? level));
  const sigma = standardDeviation(increments);
  const seconds = median((parts[1] ?? []).map(({ at }) => at)) - median((parts[0] ?? []).map(({ at }) => at));
  const each = batchMeans(increments);
  const perHour = scaled(each, HOUR / seconds);
  const counted = requestsBetween(parts);
  const perRequest = counted > 0 ? scaled(each, (PARTS - 1) / counted) : undefined;
  const found = { identities: 0, sigma, perHour, ...(perRequest && { bytes: perRequest }) };
  const rate = perRequest
    ? `${spoken(perRequest)} per request over ${requests.toLocaleString('en')} requests, ${spoken(perHour)} per hour`
    : `${spoken(perHour)} per hour, requests were not counted`;

  const growth = (levels.at(-1) ?? 0) - (levels[0] ?? 0);
  const middle = Math.floor(increments.length / 2);
  const halves = [increments.slice(0, middle), increments.slice(middle)].map((half) =>
    half.reduce((a, b) => a + b, 0),
  );
  const [first = 0, second = 0] = halves;
  const steady = Math.min(first, second) >= LEAST_SHARE * growth && second >= NOT_SLOWING * first;
  if (each.low > 0 && growth > Math.max(MIB, 3 * sigma) && steady)
    return {
      ...found,
      verdict: 'suspected-growth',
      reason: `memory grows under the service's own traffic: ${rate}; without a control a cache that fills looks the same`,
    };
  if (perRequest && perRequest.high < SMALLEST && Math.abs(perRequest.estimate) < SMALLEST / 2) {
    const mix = sumOfMixes(trace.phases.map(({ answers }) => answers));
    const upperBound = Math.max(1, perRequest.high - Math.min(0, perRequest.estimate));
    const reason = `less than ${inBytes(upperBound)} per request, ${requests.toLocaleString('en')} requests watched`;
    return answersIn(mix) > 0 && acceptedShare(mix) >= 0.5
      ? { ...found, verdict: 'no-retention', upperBound, reason }
      : {
          ...inconclusive(
            `${reason}; the counters do not show that they were accepted`,
            sigma,
            0,
            perRequest,
          ),
          perHour,
          upperBound,
        };
  }
  const why =
    each.low <= 0
      ? 'growth can not be told from none'
      : steady
        ? 'growth is within the noise'
        : 'growth slows down or shows in one half only';
  return { ...inconclusive(`${why}: ${rate}`, sigma, 0, perRequest), perHour };
}

function partsOf(samples: readonly TraceSample[]): TraceSample[][] | undefined {
  const [start, end] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0];
  const parts = Array.from({ length: PARTS }, (): TraceSample[] => []);
  for (const sample of samples)
    parts[Math.min(PARTS - 1, Math.floor(((sample.at - start) / Math.max(1e-9, end - start)) * PARTS))]?.push(
      sample,
    );
  return parts.every(({ length }) => length >= SAMPLES_IN_PART) ? parts : undefined;
}

/** Garbage only adds to a collected heap. */
function levelOf({ memoryClass }: RetentionTrace, part: readonly TraceSample[]): number {
  const bytes = part.map((sample) => sample.bytes);
  return memoryClass === 'B' || memoryClass === 'C' ? Math.min(...bytes) : median(bytes);
}

function requestsBetween(parts: readonly (readonly TraceSample[])[]): number {
  const at = (part: readonly TraceSample[] | undefined) =>
    median((part ?? []).map(({ requests }) => requests));
  return at(parts.at(-1)) - at(parts[0]);
}

function batchMeans(increments: readonly number[]): Interval {
  const estimate = mean(increments);
  const error = standardDeviation(increments) / Math.sqrt(increments.length);
  const reach = studentQuantile(0.995, increments.length - 1) * error;
  return { estimate, low: estimate - reach, high: estimate + reach };
}

function scaled({ estimate, low, high }: Interval, by: number): Interval {
  return { estimate: estimate * by, low: low * by, high: high * by };
}

function spoken({ estimate, low, high }: Interval): string {
  return `${inBytes(estimate)} (99 % between ${inBytes(low)} and ${inBytes(high)})`;
}

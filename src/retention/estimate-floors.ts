import { type Floor, floorOf, floorsAfterCollections, lowestOf } from './collections.ts';
import { type Estimate, inBytes, inconclusive, MIB, missing, smallestEffect } from './estimate.ts';
import { noiseIn, phaseOf, samplesOf, slopePerRequest, slopePerSecond } from './levels.ts';
import {
  fitLine,
  type Interval,
  median,
  slopeInterval,
  standardDeviation,
  theilSenSlope,
} from './statistics.ts';
import type { RetentionTrace, TracePhase } from './trace.ts';

/** Prior for the scatter of floors: three observations of 0.75 MiB keep few points from looking exact. */
const PRIOR = { degrees: 3, deviation: 0.75 * MIB };
/**
 * Baseline and floors that a quick run, or one of fewer flushed waves, needs before it may accuse: a cap may fill in the
 * first wave, and through three points requests fit as well as identities.
 */
const WAVES = 3;
const LEAST_POINTS_IN_SHORT = 5;
/** So much less in a silence than the waves grew refutes that it is kept. */
const REFUTING_SHARE = 0.15;

/**
 * Class B: a lazily collected heap grows between collections whether it leaks or not, so only floors, the heap right
 * after full collections, are evidence of growth; and only the lowest readings are evidence against it.
 */
export function estimateFloors(trace: RetentionTrace): Estimate {
  const wave = phaseOf(trace, 'w1');
  const late = lastWave(trace);
  const sigma = noiseIn(trace, 'ctl');
  const identities = trace.samples.at(-1)?.identities ?? 0;
  if (wave === undefined || late === undefined || late.identities[1] <= late.identities[0])
    return inconclusive(missing(trace), sigma, identities);
  const smallest = smallestEffect(trace);
  const base = lowestOf(trace.samples.filter((sample) => sample.at < wave.start));
  const last = lowestOf(trace.samples.filter((sample) => sample.at >= late.start));
  if (base === undefined || last === undefined)
    return inconclusive('too few memory samples', sigma, identities);
  const upperBound = (last.bytes - base.bytes) / late.identities[0];
  const cutShort = late.name === 'w2' && { missing: `a third wave (${missing(trace)})` };
  const found = { sigma, identities, ...cutShort };

  if (upperBound < smallest)
    return {
      ...found,
      verdict: 'no-retention',
      upperBound: Math.max(0, upperBound),
      reason: `less than ${inBytes(Math.max(1, upperBound))} per identity, ${identities.toLocaleString('en')} identities tested`,
    };
  const floors = floorsAfterCollections(trace);
  const span = lateSpan(trace);
  if (span && !floors.some(({ at }) => at >= span.before.start && at <= span.after.end))
    return { ...found, ...withoutCollection(trace, span, smallest, upperBound) };
  return { ...found, ...fromFloors(trace, floorPoints(trace, floors, wave.start), identities, upperBound) };
}

type Conclusion = Pick<Estimate, 'verdict' | 'reason' | 'bytes' | 'upperBound'>;

/** The last finished wave that has a flush of its own in the plan; an extra one only adds collections. */
function lastWave({ phases, profile }: RetentionTrace): TracePhase | undefined {
  return phases.findLast(
    ({ arm, name, identities: [from, to] }) =>
      arm === 'fresh' && name !== 'w1' && to > from && (profile === 'soak' || name !== 'w4'),
  );
}

function flushed({ phases }: RetentionTrace): number {
  return phases.filter(({ arm }, index) => arm === 'same' && phases[index - 1]?.arm === 'fresh').length;
}

interface LateSpan {
  readonly before: TracePhase;
  readonly after: TracePhase;
  readonly identities: number;
}

/** From the phase before the first late wave to the flush behind the last. */
function lateSpan(trace: RetentionTrace): LateSpan | undefined {
  const { phases } = trace;
  const last = lastWave(trace);
  const second = phases.findIndex(({ arm, name }) => arm === 'fresh' && name !== 'w1');
  const [before, after] = [phases[second - 1], last && phases[phases.indexOf(last) + 1]];
  return before && last && after?.arm === 'same'
    ? { before, after, identities: last.identities[1] - before.identities[1] }
    : undefined;
}

/** Nothing was collected in the late waves, so what they kept can not exceed what the floor rose. */
function withoutCollection(
  trace: RetentionTrace,
  span: LateSpan,
  smallest: number,
  upperBound: number,
): Conclusion {
  const [before, after] = [floorOf(trace, span.before.name), floorOf(trace, span.after.name)];
  const { identities } = span;
  if (before === undefined || after === undefined)
    return { verdict: 'inconclusive', reason: 'too few memory samples' };
  const perIdentity = (after - before) / identities;
  if (perIdentity < smallest) {
    const plateau = roseInFirstWave(trace, smallest);
    return {
      verdict: plateau ? 'bounded-plateau' : 'no-retention',
      upperBound: Math.max(0, perIdentity),
      reason: `the heap rose by less than ${inBytes(Math.max(1, perIdentity))} per identity in the late waves without a full collection`,
    };
  }
  const seconds = span.after.end - span.before.start;
  const explained = (idleSlope(trace) * seconds) / (after - before);
  if (explained > 0.6 && explained < 1.8)
    return {
      verdict: 'background-growth',
      upperBound,
      reason: 'the heap grows as fast while nobody asks anything',
    };
  return {
    verdict: 'inconclusive',
    reason: `no full collection in the late waves: garbage and kept memory look alike (at most ${inBytes(upperBound)} per identity); use a collection hook`,
  };
}

/** A first wave that filled something, beyond what the same number of control requests adds. */
function roseInFirstWave(trace: RetentionTrace, smallest: number): boolean {
  const before = floorOf(trace, 'ctl');
  const after = floorOf(trace, 'fl1');
  const wave = phaseOf(trace, 'w1');
  if (before === undefined || after === undefined || wave === undefined) return false;
  const identities = wave.identities[1] - wave.identities[0];
  const rise = after - before;
  const asControl = Math.max(0, slopePerRequest(trace, 'ctl') ?? 0) * (wave.requests[1] - wave.requests[0]);
  return rise > 1.5 * MIB && rise / identities > smallest && rise > 2 * asControl;
}

/** Floors from the first wave on, behind one baseline at zero identities. */
function floorPoints(trace: RetentionTrace, floors: readonly Floor[], from: number): Floor[] {
  const endOfControl = lowestOf(samplesOf(trace, 'ctl', 0.5));
  const lastBefore = floors.filter((floor) => floor.at < from).at(-1);
  const baseline = lowestOf([lastBefore, endOfControl].filter((floor) => floor !== undefined).map(asSample));
  return [
    ...(baseline ? [{ ...baseline, identities: 0 }] : []),
    ...floors.filter((floor) => floor.at >= from),
  ];
}

function asSample(floor: Floor) {
  return { ...floor, phase: 'ctl' as const };
}

function fromFloors(
  trace: RetentionTrace,
  points: readonly Floor[],
  identities: number,
  upperBound: number,
): Conclusion {
  const covered = Math.max(points.at(-1)?.identities ?? 0, 0.4 * identities);
  const few: Conclusion = {
    verdict: 'inconclusive',
    reason: `only ${points.length - 1} full collections in the waves (at most ${inBytes(upperBound)} per identity); use a collection hook or a smaller heap`,
  };
  const line = fitLine(points.map((point) => ({ x: point.identities, y: point.bytes })));
  if (points.length < 3 || line === undefined || (points.at(-1)?.identities ?? 0) < 0.4 * covered) return few;

  const interval = slopeOver(points, (point) => point.identities);
  const { tail, lateSlope, earlySlope, borrowed } = split(points, 0.4 * covered);
  const toOverall = lateSlope / line.slope;
  const toEarly = lateSlope / earlySlope;
  const heights = points.map((point) => point.bytes);
  const baseline = heights[0] ?? 0;
  const rise = Math.max(...heights) - baseline;

  const keepsPace = toOverall > 0.6 && (!borrowed || toEarly > 0.6);
  if (interval && interval.low > 0 && line.slope * covered > MIB && keepsPace && line.rSquared > 0.95) {
    const isShort = trace.profile === 'quick' || flushed(trace) < WAVES;
    if (isShort && points.length < LEAST_POINTS_IN_SHORT) return few;
    const held = lowestInSilence(trace) - baseline;
    const grown = line.slope * identities;
    if (held < (1 - REFUTING_SHARE) * grown)
      return {
        ...few,
        reason: `the heap fell to ${inBytes(held)} above the start in the last silence, where the waves had grown ${inBytes(grown)}: entries that expire look like this; state their time to live with --idle`,
        bytes: interval,
      };
    return causeOf(trace, points, interval);
  }

  const lateHeights = tail.map((point) => point.bytes);
  if (greatestFall(heights) > 0.15 * rise || toOverall < 0.3 || toEarly < 0.3) {
    const above = median(lateHeights) - baseline > Math.max(1.5 * MIB, 2 * standardDeviation(lateHeights));
    if (above)
      return {
        verdict: 'bounded-plateau',
        reason: `floors after ${points.length - 1} collections level off ${inBytes(median(lateHeights) - baseline)} above the start`,
        bytes: slopeOver(tail, (point) => point.identities),
      };
    if (upperBound < trace.credentialBytes / 2)
      return {
        verdict: 'no-retention',
        upperBound,
        reason: `floors after ${points.length - 1} collections do not rise`,
      };
  }
  return {
    ...few,
    reason: `floors after ${points.length - 1} collections neither rise steadily nor level off`,
    bytes: interval,
  };
}

/** The heap can hold no more than its lowest reading after everything was sent; infinite where there was no silence. */
function lowestInSilence(trace: RetentionTrace): number {
  const last = trace.phases.at(-1);
  if (last?.arm !== 'idle') return Number.POSITIVE_INFINITY;
  return lowestOf(samplesOf(trace, last.name))?.bytes ?? Number.POSITIVE_INFINITY;
}

/**
 * Slopes before and after a share of the identities. A tail of one point borrows the one before it, so that few
 * collections can still speak; then the early slope is the judge, because three points of a plateau look straight.
 */
function split(points: readonly Floor[], at: number) {
  const slope = (some: readonly Floor[]) =>
    theilSenSlope(some.map((point) => ({ x: point.identities, y: point.bytes })));
  const first = points.findIndex((point) => point.identities >= at);
  const direct = slope(points.slice(first));
  const from = direct === undefined ? Math.max(0, first - 1) : first;
  const tail = points.slice(from);
  return {
    tail,
    borrowed: direct === undefined,
    lateSlope: slope(tail) ?? Number.NaN,
    earlySlope: slope(points.slice(0, Math.max(2, from + 1))) ?? Number.NaN,
  };
}

/** Time or requests take the blame only when they both show without identities and fit the floors better. */
function causeOf(trace: RetentionTrace, points: readonly Floor[], interval: Interval): Conclusion {
  const lineOver = (x: (point: Floor) => number) =>
    fitLine(points.map((point) => ({ x: x(point), y: point.bytes })));
  const byIdentity = lineOver((point) => point.identities);
  const byTime = lineOver((point) => point.at);
  const byRequest = lineOver((point) => point.requests);
  const better = (other: typeof byTime) =>
    other && byIdentity && other.residualSquares * 1.3 < byIdentity.residualSquares;
  const shown = `floors after ${points.length - 1} collections rise steadily`;
  if (byTime && better(byTime) && idleSlope(trace) > 0.5 * byTime.slope)
    return {
      verdict: 'background-growth',
      bytes: interval,
      reason: `${shown}, also while nobody asks anything`,
    };
  if (byRequest && better(byRequest) && (slopePerRequest(trace, 'ctl') ?? 0) > 0.5 * byRequest.slope) {
    const bytes = slopeOver(points, (point) => point.requests) ?? interval;
    return { verdict: 'per-request-growth', bytes, reason: `${shown} with each request, whoever asks` };
  }
  const identities = points.at(-1)?.identities ?? 0;
  return {
    verdict: 'unbounded-growth',
    bytes: interval,
    reason: `${shown} up to ${identities.toLocaleString('en')} identities`,
  };
}

function slopeOver(points: readonly Floor[], x: (point: Floor) => number): Interval | undefined {
  return slopeInterval(
    points.map((point) => ({ x: x(point), y: point.bytes })),
    PRIOR,
  );
}

function greatestFall(heights: readonly number[]): number {
  let highest = Number.NEGATIVE_INFINITY;
  let fall = 0;
  for (const height of heights) {
    highest = Math.max(highest, height);
    fall = Math.max(fall, highest - height);
  }
  return fall;
}

function idleSlope(trace: RetentionTrace): number {
  const slopes = [slopePerSecond(trace, 'idle1'), slopePerSecond(trace, 'idle2')].filter(
    (slope) => slope !== undefined,
  );
  return slopes.length < 2 ? 0 : Math.max(0, Math.min(...slopes));
}

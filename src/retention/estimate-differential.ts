import {
  type Estimate,
  identitiesSeen,
  inBytes,
  inconclusive,
  MIB,
  missing,
  smallestEffect,
  thirdWave,
} from './estimate.ts';
import { causeOf, controlSlopes, type Found } from './growth-cause.ts';
import { addsUp, apartAtMost, heldShortly } from './held-levels.ts';
import { growthInside, growthOver, keptBytes, mostKept, type Wave } from './increments.ts';
import { endLevel, phaseOf, sigmaOf, slopePerRequest } from './levels.ts';
import type { Interval } from './statistics.ts';
import type { RetentionTrace } from './trace.ts';
import { type Release, releases, slowsDown, stretch, wholeWaves } from './waves.ts';

/**
 * One-sided confidence of the growth that accuses, a little above the 99.5 % of a 99 % interval: set so that simulated
 * processes that keep nothing are accused no more often than docs/retention.md allows.
 */
const ACCUSING = 0.9965;
/** Each half of the late waves must show so much of their growth. */
const LEAST_SHARE = 0.2;
/** A silence that gives back so much of what was grown refutes that it is kept; most of it shows release. */
const REFUTING_SHARE = 0.1;
const RELEASING_SHARE = 0.75;

/**
 * Classes A, C and D: the same process is its own control. Memory levels are taken where one credential speaks; the
 * waves of fresh identities between them, but for the first, are cut in parts whose increments carry a 99 % batch-means
 * interval. Growth must show in both halves of them, must not slow down, must not be given back in a silence, and must
 * not be explained by requests or by time. A run that was cut short is judged by the waves that are whole: two at least,
 * the second of them then beside the first.
 */
export function estimateDifferential(trace: RetentionTrace): Estimate {
  const sigma = sigmaOf(trace);
  const [first, ...late] = wholeWaves(trace);
  if (first === undefined || late.length === 0)
    return inconclusive(missing(trace), sigma, identitiesSeen(trace));
  const interval = growthOver(trace, late, ACCUSING);
  const last = late.at(-1) as Wave;
  const identities = last.to.identities;
  if (interval === undefined || controlSlopes(trace).length < 2)
    return inconclusive('too few memory samples in the control phases and waves', sigma, identities);

  const early = earlyGrowth(trace, first);
  const grownEarly = stretch([first]).bytes;
  const smallest = smallestEffect(trace);
  const visible = Math.max(1.5 * MIB, 5 * sigma);
  const grewEarly = grownEarly > visible && early > smallest / 2;
  const found: Found = {
    bytes: keptBytes(trace, interval),
    leastGrowth: interval.low,
    identities,
    sigma,
    ...(late.length === 1 && { missing: thirdWave(trace) }),
  };
  const released = releasedEarly(trace, first, early, stretch(late).bytes);
  if (grewEarly && released && !addsUp(trace, first, early))
    return {
      ...found,
      verdict: 'released-after-idle',
      reason: `${inBytes(grownEarly)} grown in the first wave, more than half of it given back while idle`,
    };

  const growth = stretch(late).bytes;
  const halves = halvesOf(first, late);
  const shown = halves.map((waves) => stretch(waves).bytes);
  const inBoth = Math.min(...shown) >= LEAST_SHARE * shown.reduce((sum, bytes) => sum + bytes, 0);
  const slowing = slowsDown(trace, halves);
  const substantial = growth > Math.max(MIB, 3 * sigma);
  if (interval.low > 0 && substantial && inBoth && !slowing)
    return heldInSilence(trace, causeOf(trace, late, interval, found), chanceOver(late, interval));

  const limit = grewEarly ? Math.max(smallest, 0.15 * early) : smallest;
  const quiet = (3 * sigma) / stretch(late).identities < limit;
  // A line inside the waves never meets the control phases, whose noise is therefore none of its business.
  const bounds = [
    ...(quiet ? [interval, growthOver(trace, [last], 0.99)] : []),
    growthInside(
      trace,
      late.map(({ name }) => name),
      0.99,
    ),
    apartAtMost(trace, late),
  ];
  const bound = bounds.find((each) => each && clears(each, limit));
  if (bound)
    return {
      ...found,
      bytes: keptBytes(trace, bound),
      verdict: grewEarly ? 'bounded-plateau' : 'no-retention',
      upperBound: mostKept(bound),
      reason: grewEarly
        ? `${inBytes(early)} per identity in the first wave, less than ${inBytes(mostKept(bound))} in the later ones`
        : `less than ${inBytes(mostKept(bound))} per identity, ${identities.toLocaleString('en')} identities tested`,
    };

  const height = heldShortly(trace, [first, ...late], visible);
  if (height !== undefined)
    return {
      ...found,
      verdict: 'released-after-idle',
      reason: `${inBytes(height)} held at the height of the first wave, most of it given back by the silence after it, and no more held after the last`,
    };

  const why = !quiet
    ? `memory is too noisy with one credential (${inBytes(sigma)})`
    : interval.low <= 0
      ? 'the interval holds both zero and a real loss'
      : !substantial
        ? 'growth is within the noise'
        : slowing
          ? 'growth slows down but has not stopped'
          : 'growth shows in one wave only';
  return inconclusive(
    `${why}: ${inBytes(interval.low)} to ${inBytes(interval.high)} per identity`,
    sigma,
    identities,
    found.bytes,
  );
}

/** The late waves cut in two; one alone stands beside the first wave of all. */
function halvesOf(first: Wave, late: readonly Wave[]): readonly [readonly Wave[], readonly Wave[]] {
  if (late.length === 1) return [[first], late];
  const middle = Math.floor(late.length / 2);
  return [late.slice(0, middle), late.slice(middle)];
}

/** What memory that jumps moves by in so many seconds by luck, bytes: as the interval allows it over the late waves. */
function chanceOver(late: readonly Wave[], interval: Interval): (seconds: number) => number {
  const [from, to] = [(late[0] as Wave).from, (late.at(-1) as Wave).to];
  const reach = ((interval.high - interval.low) / 2) * (to.identities - from.identities);
  return (seconds) => reach * Math.sqrt(seconds / (to.at - from.at));
}

/** Growth that a silence of the same run gave back is no growth without bound, and none of its cause was proven. */
function heldInSilence(
  trace: RetentionTrace,
  found: Estimate,
  chance: (seconds: number) => number,
): Estimate {
  const back = (trace.profile === 'soak' ? together(releases(trace)) : releases(trace)).find(
    ({ fell, grown, seconds }) =>
      fell > Math.max(MIB / 2, 3 * found.sigma, REFUTING_SHARE * grown, chance(seconds)),
  );
  if (back === undefined || found.verdict === 'background-growth') return found;
  const given = `${inBytes(back.fell)} of ${inBytes(back.grown)} were given back within ${Math.round(back.seconds)} s of silence`;
  if (back.fell > RELEASING_SHARE * back.grown)
    return { ...found, verdict: 'released-after-idle', reason: `${given}, after the waves that grew them` };
  return inconclusive(
    `${given}: entries that expire look like this; state their time to live with --idle`,
    found.sigma,
    found.identities,
    found.bytes,
  );
}

/** Many silences are judged as one: the growth over all of them is already net of what each gave back. */
function together(all: readonly Release[]): Release[] {
  const sum = (of: (each: Release) => number) => all.reduce((total, each) => total + of(each), 0);
  return [
    {
      fell: sum(({ fell }) => fell),
      grown: sum(({ grown }) => grown),
      seconds: sum(({ seconds }) => seconds),
    },
  ];
}

function clears(bound: Interval, limit: number): boolean {
  return bound.high < limit && Math.abs(bound.estimate) < limit / 2;
}

/** More than half of the first wave given back in the silence after it, and the late waves held no more than lives so long. */
function releasedEarly(trace: RetentionTrace, first: Wave, early: number, grownLate: number): boolean {
  const wave = phaseOf(trace, first.name);
  const idle = trace.phases.find(({ arm, start }) => arm === 'idle' && start >= (wave?.end ?? 0));
  const level = idle && endLevel(trace, idle.name);
  if (wave === undefined || level === undefined) return false;
  const share = (first.to.bytes - level.bytes) / stretch([first]).bytes;
  return share > 0.5 && grownLate < mostAlive(trace, early, level.at - wave.start);
}

/** What the late waves can hold at their end of entries that live no longer than so many seconds, and a little more. */
function mostAlive(trace: RetentionTrace, bytesEach: number, seconds: number): number {
  const end = phaseOf(trace, wholeWaves(trace).at(-1)?.name ?? 'w3')?.end ?? 0;
  const last = trace.samples.filter(({ at }) => at <= end).at(-1)?.identities ?? 0;
  const before = trace.samples.filter(({ at }) => at <= end - seconds).at(-1)?.identities ?? 0;
  return 1.15 * bytesEach * (last - before);
}

function earlyGrowth(trace: RetentionTrace, { from, to }: Wave): number {
  const perRequest = slopePerRequest(trace, 'ctl') ?? 0;
  return (
    (to.bytes - from.bytes - perRequest * (to.requests - from.requests)) / (to.identities - from.identities)
  );
}

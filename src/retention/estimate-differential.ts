import { type Estimate, inBytes, inconclusive, MIB, smallestEffect } from './estimate.ts';
import { growthInside, growthOver, keptBytes, roughness, type Wave } from './increments.ts';
import {
  endLevel,
  type Level,
  noiseIn,
  phaseOf,
  pooledSlopePerSecond,
  type Span,
  slopeErrorPerRequest,
  slopePerRequest,
  slopePerSecond,
} from './levels.ts';
import { type Interval, median, quantile } from './statistics.ts';
import type { RetentionTrace } from './trace.ts';

/** Noise is never believed to be below this, bytes. */
const LEAST_SIGMA = 0.03 * MIB;

/**
 * One-sided confidence of the growth that accuses, a little above the 99.5 % of a 99 % interval, and the share of it that
 * requests or time may explain before it is doubted: set so that simulated processes that keep nothing are accused no
 * more often than docs/retention.md allows.
 */
const ACCUSING = 0.9965;
const DOUBTED_SHARE = 0.4;
/** A slope of control requests is believed when it stands this far out of its own scatter. */
const STANDS_OUT = 2;

interface Growth {
  readonly interval: Interval;
  readonly from: Level;
  readonly to: Level;
}

/**
 * Classes A, C and D: the same process is its own control. Memory levels are taken where one credential speaks; two
 * late waves of fresh identities between them are cut in eight slices, whose increments carry a 99 % batch-means
 * interval. Growth must show in both waves, must not slow down, and must not be explained by requests or by time.
 */
export function estimateDifferential(trace: RetentionTrace): Estimate {
  const sigma = sigmaOf(trace);
  const [l0, l1, li, lc, l2, l3] = (['ctl', 'fl1', 'idle1', 'ctl2', 'fl2', 'fl3'] as const).map((name) =>
    endLevel(trace, name),
  );
  if (!(l0 && l1 && li && lc && l2 && l3)) return inconclusive(missing(trace), sigma, seen(trace));
  const late = lateGrowth(trace, [lc, l2, l3]);
  const controls = controlSlopes(trace);
  const identities = l3.identities;
  if (late === undefined || controls.length < 2)
    return inconclusive('too few memory samples in the control phases and waves', sigma, identities);

  const { interval } = late;
  const growth = l3.bytes - lc.bytes;
  const smallest = smallestEffect(trace);
  const early = earlyGrowth(trace, l0, l1);
  const grewEarly = l1.bytes - l0.bytes > Math.max(1.5 * MIB, 5 * sigma) && early > smallest / 2;
  const found = { bytes: keptBytes(trace, interval), leastGrowth: interval.low, identities, sigma };

  const wave = phaseOf(trace, 'w1');
  const released = grewEarly && (l1.bytes - li.bytes) / (l1.bytes - l0.bytes) > 0.5;
  if (released && wave && l3.bytes - lc.bytes < mostAlive(trace, early, li.at - wave.start))
    return {
      ...found,
      verdict: 'released-after-idle',
      reason: `${inBytes(l1.bytes - l0.bytes)} grown in the first wave, more than half of it given back while idle`,
    };

  const firstWave = l2.bytes - lc.bytes;
  const secondWave = l3.bytes - l2.bytes;
  const slowing = slowsDown(trace, lateWaves([lc, l2, l3]));
  const inBoth = Math.min(firstWave, secondWave) >= 0.2 * growth;
  const substantial = growth > Math.max(MIB, 3 * sigma);
  if (interval.low > 0 && substantial && inBoth && !slowing) return causeOf(trace, late, controls, found);

  const limit = grewEarly ? Math.max(smallest, 0.15 * early) : smallest;
  const quiet = (3 * sigma) / (l3.identities - lc.identities) < limit;
  // A line inside the waves never meets the control phases, whose noise is therefore none of its business.
  const bounds = [
    ...(quiet ? [interval, growthOver(trace, [{ name: 'w3', from: l2, to: l3 }], 0.99)] : []),
    growthInside(trace, ['w2', 'w3'], 0.99),
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

/** What falls, falls for another reason than that nothing is kept: no less is stated than of what stands still. */
function mostKept({ estimate, high }: Interval): number {
  return high - Math.min(0, estimate);
}

function clears(bound: Interval, limit: number): boolean {
  return bound.high < limit && Math.abs(bound.estimate) < limit / 2;
}

/** The first look, after one wave: may end a run that shows nothing, may never accuse. */
export function looksClean(trace: RetentionTrace): boolean {
  const from = endLevel(trace, 'ctl');
  const to = endLevel(trace, 'fl1');
  if (!from || !to || trace.memoryClass === 'B' || slopePerRequest(trace, 'ctl') === undefined) return false;
  const limit = smallestEffect(trace);
  const wave = growthOver(trace, [{ name: 'w1', from, to }], 0.995);
  if (wave === undefined) return false;
  const quiet = (3 * sigmaOf(trace)) / (to.identities - from.identities) < limit;
  return quiet && wave.high < limit && wave.estimate < limit / 2 && to.bytes - from.bytes < 1.5 * MIB;
}

/** The verdict of a run that the first look ended. */
export function estimateFirstLook(trace: RetentionTrace): Estimate {
  const from = endLevel(trace, 'ctl');
  const to = endLevel(trace, 'fl1');
  const wave = from && to && growthOver(trace, [{ name: 'w1', from, to }], 0.995);
  const sigma = sigmaOf(trace);
  if (!wave || !to || !looksClean(trace)) return inconclusive(missing(trace), sigma, seen(trace));
  const reason = `less than ${inBytes(mostKept(wave))} per identity, ${to.identities.toLocaleString('en')} identities tested`;
  return {
    verdict: 'no-retention',
    bytes: keptBytes(trace, wave),
    upperBound: mostKept(wave),
    identities: to.identities,
    sigma,
    reason,
  };
}

/** Requests alone, or time alone, may explain the growth; only what neither explains is charged to identities. */
function causeOf(
  trace: RetentionTrace,
  late: Growth,
  controls: readonly number[],
  found: Pick<Estimate, 'bytes' | 'leastGrowth' | 'identities' | 'sigma'>,
): Estimate {
  const { from, to, interval } = late;
  const identities = to.identities - from.identities;
  const perSecond = timeGrowth(trace);
  const secondsPerRequest = (to.at - from.at) / (to.requests - from.requests);
  const perRequest = Math.max(0, quantile(controls, 0.34) - perSecond * secondsPerRequest);
  const byRequests = (perRequest * (to.requests - from.requests)) / identities / interval.estimate;
  const byTime = (perSecond * (to.at - from.at)) / identities / interval.estimate;
  const span = `${inBytes(to.bytes - from.bytes)} over ${identities.toLocaleString('en')} late identities`;
  if (byTime > 0.6)
    return { ...found, verdict: 'background-growth', reason: `${span}, but idle time grows as fast` };
  // One idle phase may miss what another shows: a doubt needs less than a verdict.
  const perhapsByTime =
    (pooledSlopePerSecond(trace, QUIET[trace.memoryClass === 'D' ? 'lazy' : 'direct']) * (to.at - from.at)) /
    identities /
    interval.estimate;
  const doubtful = inconclusive(
    `${span}, partly explained by requests or time`,
    found.sigma,
    found.identities,
    found.bytes,
  );
  if (trace.memoryClass === 'D' && perhapsByTime > 0.4) return doubtful;
  if (trace.memoryClass === 'D')
    return {
      ...found,
      verdict: 'suspected-growth',
      reason: `${span}; resident memory of a lazy collector proves no more`,
    };
  const scatter = median(CONTROLS.map(([name, skip]) => slopeErrorPerRequest(trace, name, skip)));
  const requestsShow = perRequest > STANDS_OUT * scatter;
  if (byRequests > 0.6 && requestsShow) {
    const byRequest = perRequestInterval(trace, from, to);
    return {
      ...found,
      ...(byRequest && { bytes: keptBytes(trace, byRequest), leastGrowth: byRequest.low }),
      verdict: 'per-request-growth',
      reason: `${span}, and one credential grows it as fast`,
    };
  }
  if ((requestsShow ? byRequests : 0) + Math.max(byTime, perhapsByTime) > DOUBTED_SHARE) return doubtful;
  const idle = trace.phases.find((phase) => phase.name === 'idle1');
  const seconds = Math.round((idle?.end ?? 0) - (idle?.start ?? 0));
  return {
    ...found,
    verdict: 'unbounded-growth',
    reason: `${span}; grows up to ${to.identities.toLocaleString('en')} identities, not released by ${seconds} s idle`,
  };
}

/** What the late waves can hold at their end of entries that live no longer than so many seconds, and a little more. */
function mostAlive(trace: RetentionTrace, bytesEach: number, seconds: number): number {
  const end = phaseOf(trace, 'w3')?.end ?? 0;
  const last = trace.samples.filter(({ at }) => at <= end).at(-1)?.identities ?? 0;
  const before = trace.samples.filter(({ at }) => at <= end - seconds).at(-1)?.identities ?? 0;
  return 1.15 * bytesEach * (last - before);
}

/** The second wave grew less than half as fast as the first, and not by the luck of a few jumps. */
function slowsDown(trace: RetentionTrace, [first, second]: readonly [Wave, Wave]): boolean {
  const rate = ({ from, to }: Wave) => (to.bytes - from.bytes) / (to.identities - from.identities);
  const error = Math.hypot(roughness(trace, second), roughness(trace, first) / 2);
  return rate(second) < 0.5 * rate(first) - error;
}

function lateWaves([lc, l2, l3]: readonly [Level, Level, Level]): [Wave, Wave] {
  return [
    { name: 'w2', from: lc, to: l2 },
    { name: 'w3', from: l2, to: l3 },
  ];
}

function lateGrowth(trace: RetentionTrace, levels: readonly [Level, Level, Level]): Growth | undefined {
  const interval = growthOver(trace, lateWaves(levels), ACCUSING);
  return interval && { interval, from: levels[0], to: levels[2] };
}

function perRequestInterval(trace: RetentionTrace, lc: Level, l3: Level): Interval | undefined {
  const l2 = endLevel(trace, 'fl2');
  return l2 && growthOver(trace, lateWaves([lc, l2, l3]), 0.995, (level) => level.requests);
}

function earlyGrowth(trace: RetentionTrace, l0: Level, l1: Level): number {
  const perRequest = slopePerRequest(trace, 'ctl') ?? 0;
  return (l1.bytes - l0.bytes - perRequest * (l1.requests - l0.requests)) / (l1.identities - l0.identities);
}

/** Where one credential speaks, and the share at the start of each phase that the wave before it still fills. */
const CONTROLS = [
  ['ctl', 0],
  ['ctl2', 0],
  ['fl2', 0.4],
  ['fl3', 0.4],
] as const;

/** Where nobody new speaks, as long as it lasts; a lazy collector's control phases still fill with the wave before them. */
const QUIET: Record<'lazy' | 'direct', readonly Span[]> = {
  lazy: [
    { phases: ['idle1'], skip: 0 },
    { phases: ['idle2'], skip: 0 },
  ],
  direct: [
    { phases: ['ctl'], skip: 0 },
    { phases: ['fl1', 'idle1', 'ctl2'], skip: 0.4 },
    { phases: ['fl3', 'idle2'], skip: 0.4 },
  ],
};

function controlSlopes(trace: RetentionTrace): number[] {
  return CONTROLS.map(([name, skip]) => slopePerRequest(trace, name, skip)).filter(
    (slope) => slope !== undefined,
  );
}

/** Bytes per second that nobody asked for; the smaller of two idle phases, so that one jump is not a trend. */
function timeGrowth(trace: RetentionTrace): number {
  const slopes = [slopePerSecond(trace, 'idle1'), slopePerSecond(trace, 'idle2')].filter(
    (slope) => slope !== undefined,
  );
  return slopes.length < 2 ? 0 : Math.max(0, Math.min(...slopes));
}

function sigmaOf(trace: RetentionTrace): number {
  return Math.max(LEAST_SIGMA, noiseIn(trace, 'ctl'), noiseIn(trace, 'ctl2'));
}

function seen(trace: RetentionTrace): number {
  return trace.samples.at(-1)?.identities ?? 0;
}

function missing(trace: RetentionTrace): string {
  return trace.stopped ? `the run stopped early: ${trace.stopped.reason}` : 'a memory level is missing';
}

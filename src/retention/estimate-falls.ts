import { type Floor, lowestOf } from './collections.ts';
import { type Estimate, identitiesSeen, inBytes, MIB, thirdWave } from './estimate.ts';
import { keptBytes } from './increments.ts';
import { pooledSlopePerSecond, samplesOf } from './levels.ts';
import { fitLine, type Point, slopeInterval, theilSenSlope } from './statistics.ts';
import type { RetentionTrace, TraceSample } from './trace.ts';
import { quietSpans, wholeWaves } from './waves.ts';

/** A fall that nothing but a collection explains: so many bytes, and such a share of what was there. */
const FALL = { bytes: 2.5 * MIB, share: 0.04 };
/** Pages go back over a moment: the lowest reading of so many seconds after a fall is its floor. */
const SETTLED_SECONDS = 0.6;
/** Prior for the scatter of floors: what a young generation and half-empty pages add to one and not to the next. */
const PRIOR = { degrees: 3, deviation: 4 * MIB };
const LEAST_FLOORS = 5;
/** Of a whole run. */
const WAVES = 3;
/** So much of the identities lies between the first floor and the last at least. */
const LEAST_SPAN = 0.5;
/** Floors have to rise by so much in all, in a line that fits, and later floors at half of its pace at least. */
const LEAST_RISE = 16 * MIB;
const LEAST_FIT = 0.8;
const STEADY_SHARE = 0.5;
/** Lows clear below half of a credential; where that is short, below so many bytes. */
const LEAST_TOLD = 1_024;
/** Share of the growth that time alone may explain. */
const EXPLAINED_BY_TIME = 0.4;

/**
 * Class D where the levels alone leave it open: garbage hides what a lazy collector holds. Resident memory falls when it
 * collects, and the floors after such falls are near to what is held; what is held is never more than the lowest reading.
 * So steady floors accuse, and level lows clear. Undefined where neither shows.
 */
export function estimateFalls(trace: RetentionTrace): Conclusion | undefined {
  return risingFloors(trace) ?? levelLows(trace);
}

type Conclusion = Pick<Estimate, 'verdict' | 'reason' | 'bytes' | 'leastGrowth' | 'upperBound' | 'missing'>;

function risingFloors(trace: RetentionTrace): Conclusion | undefined {
  const floors = floorsAfterFalls(trace);
  const [first, last] = [floors[0], floors.at(-1)];
  const sent = identitiesSeen(trace);
  if (!first || !last || floors.length < LEAST_FLOORS) return undefined;
  if (last.identities - first.identities < LEAST_SPAN * sent) return undefined;
  const points = floors.map(pointOf);
  const interval = slopeInterval(points, PRIOR);
  const late = floors.filter(({ identities }) => identities > last.identities / 2);
  const before = floors.filter(({ identities }) => identities <= last.identities / 2).slice(-1);
  const lateSlope = theilSenSlope([...before, ...late].map(pointOf));
  if (interval === undefined || lateSlope === undefined) return undefined;
  const grown = interval.estimate * last.identities;
  const byTime = pooledSlopePerSecond(trace, quietSpans(trace)) * (last.at - first.at);
  const fit = fitLine(points)?.rSquared ?? 0;
  const isSteady = fit > LEAST_FIT && lateSlope > STEADY_SHARE * interval.estimate;
  if (!isSteady || interval.low <= 0 || grown < LEAST_RISE || byTime > EXPLAINED_BY_TIME * grown)
    return undefined;
  return {
    verdict: 'suspected-growth',
    bytes: keptBytes(trace, interval),
    leastGrowth: interval.low,
    ...(wholeWaves(trace).length < WAVES && { missing: thirdWave(trace) }),
    reason: `memory fell ${floors.length} times, as a collector runs, and what was left rose by ${inBytes(grown)} over ${last.identities.toLocaleString('en')} identities; resident memory of a lazy collector proves no more`,
  };
}

function levelLows(trace: RetentionTrace): Conclusion | undefined {
  const lows = trace.phases.flatMap(({ name }, index) => {
    if (name === 'warm' || isSilent(trace, index)) return [];
    // The first wave after a silence fills up what was collected there.
    return lowestOf(samplesOf(trace, name, isSilent(trace, index - 1) ? 0.5 : 0)) ?? [];
  });
  const most = Math.max(LEAST_TOLD, trace.credentialBytes / 2);
  const over = (some: readonly Floor[]) => slopeInterval(some.map(pointOf), PRIOR);
  const [whole, later] = [over(lows), over(lows.filter(({ identities }) => identities > 0))];
  const identities = identitiesSeen(trace);
  const bound = [whole, later].find((each) => each && each.high < most && Math.abs(each.estimate) < most / 4);
  if (bound === undefined || wholeWaves(trace).length < WAVES) return undefined;
  const { high } = bound;
  const below = `less than ${inBytes(high)} per identity`;
  return {
    verdict: bound === whole ? 'no-retention' : 'bounded-plateau',
    bytes: bound,
    upperBound: high,
    reason:
      bound === whole
        ? `the lowest readings of all phases stay level: ${below}, ${identities.toLocaleString('en')} identities tested`
        : `the lowest readings of all phases stay level after the first wave: ${below}`,
  };
}

/** Where memory was lowest after each fall while requests come: silence is collected in other ways. */
export function floorsAfterFalls(trace: RetentionTrace): Floor[] {
  return trace.phases.flatMap(({ name }, index) =>
    isSilent(trace, index) ? [] : fallsIn(samplesOf(trace, name)),
  );
}

/** A silence is collected more thoroughly than a run under load, and the control requests after it fill that up again. */
function isSilent({ phases }: RetentionTrace, index: number): boolean {
  const [phase, before] = [phases[index], phases[index - 1]];
  return phase?.arm === 'idle' || (phase?.arm === 'same' && before?.arm === 'idle');
}

function fallsIn(samples: readonly TraceSample[]): Floor[] {
  const floors: Floor[] = [];
  let highest = 0;
  for (let index = 0; index < samples.length; index++) {
    const { bytes, at } = samples[index] as TraceSample;
    highest = Math.max(highest, bytes);
    if (highest - bytes < Math.max(FALL.bytes, FALL.share * highest)) continue;
    const settled = samples.slice(index).filter((sample) => sample.at <= at + SETTLED_SECONDS);
    const lowest = lowestOf(settled);
    if (lowest) floors.push(lowest);
    index += settled.length - 1;
    highest = lowest?.bytes ?? bytes;
  }
  return floors;
}

function pointOf({ identities, bytes }: Floor): Point {
  return { x: identities, y: bytes };
}

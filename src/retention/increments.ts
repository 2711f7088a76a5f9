import { MIB } from './estimate.ts';
import { type Level, levelsBetween, samplesOf } from './levels.ts';
import { fitLine, type Interval, mean, standardDeviation, studentQuantile } from './statistics.ts';
import type { RetentionTrace } from './trace.ts';
import type { PhaseName } from './vocabulary.ts';

/** Finest step that a source can be trusted with: allocator arenas for resident memory, live garbage for a hook. */
const GRANULARITY = { resident: 0.13 * MIB, hook: 0.1 * MIB };
/**
 * What a program keeps is less than its resident memory grows by: size classes, headers, and gaps between what stays
 * and what was freed, up to a fifth of the growth in the services that were measured. A little comes on top for pages
 * that were there before.
 */
const ALLOCATOR_SHARE = { below: 0.2, above: 0.03 };
/**
 * Of what the resident memory of a lazy collector grows by, half-empty pages may take all but this: the small sessions of
 * a store were 18 % of it.
 */
const LEAST_KEPT = 0.15;
/** Parts of a wave. Collections are forced at the four cuts of a wave, and nowhere else. */
const PARTS = { fine: 8, coarse: 4 };
/** Fewer samples than this in a part, and its level is a matter of luck. */
const SAMPLES_IN_PART = 6;
/** Below this, neighbours cancel: what one increment has too much, the next has too little. */
const CANCELLING = -0.25;

/** A wave with the levels before it and after its flush. */
export interface Wave {
  readonly name: PhaseName;
  readonly from: Level;
  readonly to: Level;
}

/** What an increment is counted by. */
type Count = (level: Level) => number;

const byIdentity: Count = (level) => level.identities;

/**
 * Interval of the growth per identity over some waves together, or per whatever `count` counts. By batch means (Fishman;
 * Glynn & Iglehart): valid under autocorrelation, and one jump can never be significant. Many short batches know the
 * scatter of a memory that jumps; a memory that is only read unsharply has increments that cancel, for which fewer and
 * longer ones are right. Undefined where a level is missing.
 */
export function growthOver(
  trace: RetentionTrace,
  waves: readonly Wave[],
  probability: number,
  count: Count = byIdentity,
): Interval | undefined {
  const [first, last] = [waves[0], waves.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const over = (parts: number) => joined(waves.map((wave) => inParts(trace, wave, parts, count)));
  const span = count(last.to) - count(first.from);
  const fine = waves.every(({ name }) => affordsFine(trace, name)) ? over(PARTS.fine) : undefined;
  const batches = fine !== undefined && neighbours(fine) > CANCELLING ? fine : over(PARTS.coarse);
  return batches && batchMeans(trace, batches, span, probability);
}

/**
 * Growth per identity by a line through the levels inside some waves, from the third eighth of each on, without the
 * control requests beside them and what these leave behind: for memory that moves up and down when the kind of request
 * changes. It trusts that levels scatter around the line, so it may clear a service and never accuse one. Class A only.
 */
export function growthInside(
  trace: RetentionTrace,
  names: readonly PhaseName[],
  probability: number,
): Interval | undefined {
  if (!names.every((name) => affordsFine(trace, name))) return undefined;
  const levels = joined(names.map((name) => levelsBetween(trace, name, PARTS.fine)?.slice(2)));
  const line = levels && fitLine(levels.map(({ identities, bytes }) => ({ x: identities, y: bytes })));
  const [first, last] = [levels?.[0], levels?.at(-1)];
  if (levels === undefined || line === undefined || first === undefined || last === undefined)
    return undefined;
  const degrees = levels.length - 2;
  const scatter = Math.sqrt(line.residualSquares / degrees / line.xSquares);
  const error = Math.max(scatter, GRANULARITY.resident / (last.identities - first.identities));
  const reach = studentQuantile(probability, degrees) * error;
  return { estimate: line.slope, low: line.slope - reach, high: line.slope + reach };
}

/**
 * Standard error of the growth per identity of one wave, from what neighbouring increments differ by (von Neumann): a
 * steady bend, as of a warm-up that levels off, adds nothing to it. 0 where a level is missing.
 */
export function roughness(trace: RetentionTrace, wave: Wave): number {
  const parts = affordsFine(trace, wave.name) ? PARTS.fine : PARTS.coarse;
  const batches = inParts(trace, wave, parts, byIdentity) ?? [];
  const squares = batches
    .slice(1)
    .reduce((sum, value, index) => sum + (value - (batches[index] ?? value)) ** 2, 0);
  return batches.length < 2 ? 0 : Math.sqrt(squares / 2 / (batches.length - 1) / batches.length);
}

/** A lazy collector moves by whole collections: short parts would take each for an event of its own. */
function affordsFine(trace: RetentionTrace, name: PhaseName): boolean {
  if (trace.memoryClass === 'C' || trace.memoryClass === 'D') return false;
  return samplesOf(trace, name).length >= SAMPLES_IN_PART * PARTS.fine;
}

/** Bytes per identity of each part; the last part of a wave includes the flush that follows it. */
function inParts(trace: RetentionTrace, wave: Wave, parts: number, count: Count): number[] | undefined {
  const inner = levelsBetween(trace, wave.name, parts);
  return inner && steps([wave.from, ...inner, wave.to], count);
}

function steps(levels: readonly Level[], count: Count): number[] | undefined {
  const found = levels.slice(1).map((level, index) => {
    const before = levels[index] as Level;
    return (level.bytes - before.bytes) / (count(level) - count(before));
  });
  return found.every(Number.isFinite) ? found : undefined;
}

function joined<Item>(lists: readonly (readonly Item[] | undefined)[]): Item[] | undefined {
  return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
}

/** Correlation of each increment with the next, -1 to 1. */
function neighbours(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const products = values
    .slice(1)
    .reduce((sum, value, index) => sum + (value - centre) * ((values[index] ?? centre) - centre), 0);
  return squares > 0 ? products / squares : 0;
}

function batchMeans(
  trace: RetentionTrace,
  batches: readonly number[],
  span: number,
  probability: number,
): Interval {
  const step = trace.memoryClass === 'C' ? GRANULARITY.hook : GRANULARITY.resident;
  const error = Math.max(standardDeviation(batches) / Math.sqrt(batches.length), step / span);
  const estimate = mean(batches);
  const reach = studentQuantile(probability, batches.length - 1) * error;
  return { estimate, low: estimate - reach, high: estimate + reach };
}

/** Where the bytes that the program keeps lie, when its memory grew by this: only resident memory has to allow for more. */
export function keptBytes(trace: RetentionTrace, grown: Interval): Interval {
  if (trace.memoryClass === 'C') return grown;
  const size = Math.abs(grown.estimate);
  const isPaged = trace.memoryClass === 'D' && grown.low > 0;
  return {
    ...grown,
    low: isPaged ? grown.low * LEAST_KEPT : grown.low - ALLOCATOR_SHARE.below * size,
    high: grown.high + ALLOCATOR_SHARE.above * size,
  };
}

/** What falls, falls for another reason than that nothing is kept: no less is stated than of what stands still. */
export function mostKept({ estimate, high }: Interval): number {
  return high - Math.min(0, estimate);
}

import type { Wave } from './increments.ts';
import { endLevel, type Level, phaseOf } from './levels.ts';
import type { Interval } from './statistics.ts';
import type { RetentionTrace } from './trace.ts';
import { stretch } from './waves.ts';

/**
 * What forced collections tell inside the waves (class C): there the levels are exact, and what moves them is what the
 * service holds.
 */

/** So much of what a wave held at its height may be there still after a silence. */
const LEFT_SHARE = 0.25;
/** So much of what each credential of the first wave held may be left of each later one. */
const KEPT_SHARE = 0.15;

/**
 * Entries that live shorter than a flush are gone, but for some luck, where levels are taken beside the waves, which
 * stay rough. Inside, every wave rises by `least` bytes or more at its height, the first silence gives it back, and from
 * that silence to the last next to nothing is added. Returns the height of the first wave over the level before it,
 * bytes; undefined where this is not so, or collections are not forced.
 */
export function heldShortly(
  trace: RetentionTrace,
  waves: readonly Wave[],
  least: number,
): number | undefined {
  const [first] = waves;
  const early = first && silencesAfter(trace, first)[0];
  if (trace.memoryClass !== 'C' || first === undefined || early === undefined) return undefined;
  const heights = waves.map((wave) => Math.max(...levelsIn(trace, wave)) - wave.from.bytes);
  const height = heights[0] ?? 0;
  const isHeld = heights.every((one) => one >= least);
  const isGivenBack = early.bytes - first.from.bytes <= LEFT_SHARE * height;
  return isHeld && isGivenBack && !addsUp(trace, first, height / stretch([first]).identities)
    ? height
    : undefined;
}

/**
 * From the first silence to the last more is added than entries of `bytesEach` that live for a while leave behind: a
 * leak beside them. False where collections are not forced, because allocators give back less than is let go.
 */
export function addsUp(trace: RetentionTrace, first: Wave, bytesEach: number): boolean {
  const silences = silencesAfter(trace, first);
  const [early, late] = [silences[0], silences.at(-1)];
  if (trace.memoryClass !== 'C' || !early || !late || late.identities === early.identities) return false;
  return (late.bytes - early.bytes) / (late.identities - early.identities) > KEPT_SHARE * bytesEach;
}

function silencesAfter(trace: RetentionTrace, { from }: Wave): Level[] {
  const silences = trace.phases.filter(({ arm, start }) => arm === 'idle' && start > from.at);
  return silences.flatMap(({ name }) => endLevel(trace, name) ?? []);
}

/**
 * A store with a bound fills and empties within it, and each increment is as rough as that. But what is kept of so many
 * identities can not be more than the levels lie apart. Undefined where collections are not forced.
 */
export function apartAtMost(trace: RetentionTrace, waves: readonly Wave[]): Interval | undefined {
  if (trace.memoryClass !== 'C') return undefined;
  const levels = waves.flatMap((wave) => levelsIn(trace, wave));
  const { bytes, identities } = stretch(waves);
  const most = (Math.max(...levels) - Math.min(...levels)) / identities;
  return { estimate: bytes / identities, low: -most, high: most };
}

function levelsIn(trace: RetentionTrace, { name, from, to }: Wave): number[] {
  const inside = phaseOf(trace, name)?.cuts.flatMap(({ heldBytes }) => heldBytes ?? []) ?? [];
  return [from.bytes, ...inside, to.bytes];
}

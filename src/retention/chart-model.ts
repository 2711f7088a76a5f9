import type { RetentionResult } from './result.ts';

export interface ChartPhase {
  readonly name: string;
  readonly arm: 'same' | 'fresh' | 'idle';
  readonly start: number;
  readonly end: number;
}

export interface Chart {
  readonly points: readonly { readonly at: number; readonly bytes: number }[];
  readonly phases: readonly ChartPhase[];
  readonly seconds: number;
  readonly lowBytes: number;
  readonly highBytes: number;
}

const MIB = 1024 * 1024;
/** The axis spans no less: its marks must differ in what nine columns can say. */
const LEAST_SPAN = { bytes: 2 * MIB, share: 0.005 };

/** The curve of a result with round bounds for its axes; undefined when no memory was read. */
export function chartOf(result: Pick<RetentionResult, 'curve' | 'phases'>): Chart | undefined {
  const { curve, phases } = result;
  const bytes = curve.map((point) => point.bytes);
  if (bytes.length < 2) return undefined;
  const [low, high] = [Math.min(...bytes), Math.max(...bytes)];
  // A flat line stays a flat line: noise of a few kilobytes must not fill the picture.
  const span = Math.max(high - low, LEAST_SPAN.bytes, high * LEAST_SPAN.share);
  return {
    points: curve,
    phases,
    seconds: Math.max(curve.at(-1)?.at ?? 0, phases.at(-1)?.end ?? 0),
    lowBytes: Math.max(0, low - span * 0.05),
    highBytes: low + span * 1.05,
  };
}

/** Decimals that tell neighbouring marks of the axis apart; at most so many, for nine columns. */
const MOST_DECIMALS = 3;

/** `103.5 MiB`, `12.04 GiB`: in nine columns, in the unit of the highest mark, and with decimals that tell marks apart. */
export function axisBytes(bytes: number, apart: number, highest: number): string {
  const [size, unit] = highest < 999 * MIB ? [MIB, 'MiB'] : [1024 * MIB, 'GiB'];
  const needed = Math.ceil(-Math.log10(apart / size));
  const whole = Math.floor(bytes / size).toString().length;
  const decimals = Math.max(whole < 3 ? 1 : 0, Math.min(needed, MOST_DECIMALS, 4 - whole));
  return `${(bytes / size).toFixed(Math.max(0, decimals))} ${unit}`;
}

/** What a phase is called under the curve. */
export function labelOf(arm: ChartPhase['arm']): string {
  return { same: 'same', fresh: 'FRESH', idle: 'idle' }[arm];
}

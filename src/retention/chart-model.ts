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

/** The curve of a result with round bounds for its axes; undefined when no memory was read. */
export function chartOf(result: Pick<RetentionResult, 'curve' | 'phases'>): Chart | undefined {
  const { curve, phases } = result;
  const bytes = curve.map((point) => point.bytes);
  if (bytes.length < 2) return undefined;
  const [low, high] = [Math.min(...bytes), Math.max(...bytes)];
  // A flat line stays a flat line: noise of a few kilobytes must not fill the picture.
  const span = Math.max(high - low, 2 * 1024 * 1024);
  return {
    points: curve,
    phases,
    seconds: Math.max(curve.at(-1)?.at ?? 0, phases.at(-1)?.end ?? 0),
    lowBytes: Math.max(0, low - span * 0.05),
    highBytes: low + span * 1.05,
  };
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes < 100 * 1024 * 1024 ? 1 : 0)} MiB`;
}

/** What a phase is called under the curve. */
export function labelOf(arm: ChartPhase['arm']): string {
  return { same: 'same', fresh: 'FRESH', idle: 'idle' }[arm];
}

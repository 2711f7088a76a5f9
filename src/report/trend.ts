import { compareResults } from '../compare/diff.ts';
import type { Grade, ScanResult } from '../result.ts';
import { counted } from './words.ts';

/** What earlier scans of the same target gave, as far as this machine keeps them. */
export interface Trend {
  /** The last one before this. */
  readonly previous: ScanResult;
  /** Oldest first, `previous` last. */
  readonly scores: readonly {
    readonly startedAt: string;
    readonly value: number | null;
    readonly grade: Grade | null;
  }[];
}

/** What changed since the last scan of the target. */
export interface Change {
  readonly since: string;
  /** Undefined where one of the scans has no score, or the formula is another. */
  readonly score?: { readonly before: number; readonly after: number };
  readonly appeared: number;
  readonly resolved: number;
  readonly notTested: number;
}

export function changeOf(result: ScanResult, { previous }: Trend): Change {
  const diff = compareResults(previous, result);
  const [before, after] = [previous.score, result.score];
  const comparable = before.value !== null && after.value !== null && before.formula === after.formula;
  return {
    since: dateOf(previous.startedAt),
    ...(comparable ? { score: { before: before.value ?? 0, after: after.value ?? 0 } } : {}),
    appeared: diff.appeared.length,
    resolved: diff.resolved.length,
    notTested: diff.notTested.length,
  };
}

/** `Since 2026-11-27 11:19 UTC: score 8 to 54 (+46); 2 new findings, 3 resolved.` */
export function changeInWords({ since, score, appeared, resolved, notTested }: Change): string {
  const parts = [
    ...(score === undefined ? [] : [scoreInWords(score)]),
    [
      appeared === 0 ? 'no new finding' : counted(appeared, 'new finding'),
      `${resolved} resolved`,
      ...(notTested > 0 ? [`${notTested} not seen again, but not tested`] : []),
    ].join(', '),
  ];
  return `Since the scan of ${since}: ${parts.join('; ')}.`;
}

function scoreInWords({ before, after }: NonNullable<Change['score']>): string {
  if (before === after) return `score still ${after}`;
  return `score ${before} to ${after} (${after > before ? '+' : '−'}${Math.abs(after - before)})`;
}

/** Minutes are enough to tell scans apart, and everybody reads them. */
export function dateOf(startedAt: string): string {
  return `${startedAt.slice(0, 16).replace('T', ' ')} UTC`;
}

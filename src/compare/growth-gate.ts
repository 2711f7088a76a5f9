import type { Retention } from '../result.ts';

/** What a gate looks at: a whole run, or a row of a scan. */
type Measured = Partial<Pick<Retention, 'verdict'>> & {
  readonly bytes?: { readonly low: number } | undefined;
};

/** Verdicts that say how many bytes stay of each. */
export const GROWS: readonly Retention['verdict'][] = [
  'unbounded-growth',
  'per-request-growth',
  'suspected-growth',
];

/** True where memory grows by more than so many bytes each, for certain: the lower end of the interval is above. */
export function growsBeyond({ verdict, bytes }: Measured, mostBytes: number): boolean {
  return verdict !== undefined && GROWS.includes(verdict) && bytes !== undefined && bytes.low > mostBytes;
}

const CLEAN: readonly Retention['verdict'][] = ['no-retention', 'bounded-plateau', 'released-after-idle'];

/** True where a run says whether memory grows: an open question, and what answers alone tell, do not. */
export function isTold(verdict: Retention['verdict'] | undefined): boolean {
  return verdict !== undefined && (GROWS.includes(verdict) || CLEAN.includes(verdict));
}

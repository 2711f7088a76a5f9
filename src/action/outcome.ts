import type { Baseline } from '../compare/baseline.ts';
import type { Verdict } from '../compare/gate.ts';
import type { ScanResult } from '../result.ts';

/** How a step ended. `error` says that nobody can tell whether the gate would have passed. */
export type Ending = 'passed' | 'failed' | 'error';

/** A scan that came to a result, and what was made of it. */
export interface Outcome {
  readonly result: ScanResult;
  readonly verdict: Verdict;
  readonly ending: Ending;
  /** One line each; empty where the step passed. */
  readonly reasons: readonly string[];
  readonly baseline?: Baseline;
}

/** What was found still fails a gate; what was not looked at must not pass one. */
export function outcomeOf(result: ScanResult, verdict: Verdict, baseline: Baseline | undefined): Outcome {
  const ending =
    verdict.exitCode === 1 ? 'failed' : verdict.exitCode === 4 || result.partial ? 'error' : 'passed';
  return {
    result,
    verdict,
    ending,
    reasons: [
      ...verdict.reasons,
      ...(result.partial ? [`The scan did not come to its end: ${result.partial}.`] : []),
    ],
    ...(baseline ? { baseline } : {}),
  };
}

export function exitCodeOf({ ending, verdict }: Outcome): 0 | 1 | 3 | 4 {
  if (ending === 'failed') return 1;
  if (ending === 'passed') return 0;
  return verdict.exitCode === 4 ? 4 : 3;
}

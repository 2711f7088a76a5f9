import type { Verdict } from '../compare/gate.ts';
import type { ScanResult } from '../result.ts';

/** What a reporter may know beside the result: how it is shown, and what the gate said. */
export interface ReportContext {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly verdict?: Verdict;
}

/** Pure: the same result and context give the same text. */
export type Reporter = (result: ScanResult, context: ReportContext) => string;

export const PLAIN: ReportContext = { colour: false, width: 80 };

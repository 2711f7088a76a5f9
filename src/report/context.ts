import type { Baseline } from '../compare/baseline.ts';
import type { Verdict } from '../compare/gate.ts';
import type { ScanResult } from '../result.ts';
import type { Repository } from './repository-place.ts';
import type { Trend } from './trend.ts';

/** What a reporter may know beside the result: how it is shown, and what the gate said. */
export interface ReportContext {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly verdict?: Verdict;
  /** What was known before; reports that can say so mark what is new. */
  readonly baseline?: Baseline;
  /** File of the repository that stands for a finding where no line of a document does. */
  readonly routeFile?: string;
  /** Category of SARIF's uploads; made of the target where left out. */
  readonly sarifCategory?: string;
  /** Where the report is made; paths of files are told from its root. */
  readonly repository?: Repository;
  /** Findings told in full, where a report has a limit of size; all where left out. */
  readonly mostFindings?: number;
  /** How commands name this result, and the folder where it lies, if it was kept just now. */
  readonly kept?: { readonly name: string; readonly folder?: string };
  /** Earlier scans of the same target. */
  readonly trend?: Trend;
}

/** Pure: the same result and context give the same text. */
export type Reporter = (result: ScanResult, context: ReportContext) => string;

export const PLAIN: ReportContext = { colour: false, width: 80 };

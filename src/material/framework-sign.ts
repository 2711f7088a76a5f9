/**
 * The question whose answer shows a sign: an unknown path, the same with `Connection: close`, a path that is no valid
 * URL (`/%`), TRACE on an unknown path, OPTIONS where GET works, a GET where another method is meant, or any answer.
 */
export type Question =
  | 'unknown-path'
  | 'closing'
  | 'broken-url'
  | 'trace'
  | 'options'
  | 'wrong-method'
  | 'any';

/** One habit by which a framework is known. Everything that is named must hold. */
export interface FrameworkSign {
  readonly framework: string;
  /** `certain`: nothing else says this. `likely`: others rarely do. `weak`: fits several, adds to other signs. */
  readonly strength: 'certain' | 'likely' | 'weak';
  readonly question: Question;
  readonly status?: number;
  /** Header name and what its value must match; group 1 is the version. */
  readonly header?: readonly [name: string, value: RegExp];
  /** Names of headers that must be missing. */
  readonly without?: readonly string[];
  readonly body?: RegExp;
  /** Matches the names of all header lines, in order and spelling, joined by commas. */
  readonly lines?: RegExp;
  /** Ends a sentence that begins with the question: `answers …`. */
  readonly says: string;
}

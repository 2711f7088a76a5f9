import type { Confidence, Grade, Severity } from '../result.ts';

/** Stored with each result: scores of different versions are not comparable. */
export const FORMULA_VERSION = '2';

/** What a check counts for. Where nothing speaks like a language model, its weight is 0. */
export const WEIGHTS: Readonly<Record<string, number>> = {
  authentication: 16,
  bola: 14,
  bfla: 12,
  'property-authorization': 9,
  'input-validation': 11,
  'rate-limiting': 7,
  'data-exposure': 10,
  encryption: 7,
  ssrf: 5,
  'inventory-management': 4,
  'unsafe-consumption': 2,
  'llm-security': 3,
};

/** What a check counts for that needs a consent of its own: nothing at all unless it ran, and more on top when it did. */
export const OPTIONAL_WEIGHTS: Readonly<Record<string, number>> = { 'resource-retention': 7 };

/** Points that one finding takes from its check's 100. */
export const POINTS: Readonly<Record<Severity, number>> = {
  critical: 70,
  high: 35,
  medium: 15,
  low: 5,
  info: 0,
};

/** Share of the points that a finding of this confidence takes. */
export const CERTAINTY: Readonly<Record<Confidence, number>> = { confirmed: 1, likely: 0.7, tentative: 0.4 };

/** Lowest score of each grade, best first; below the last is F. */
export const GRADE_FLOORS: readonly (readonly [Grade, number])[] = [
  ['A', 90],
  ['B', 80],
  ['C', 70],
  ['D', 60],
  ['F', 0],
];

/** A confirmed finding of this severity holds the whole score at or under the limit. */
export const CAPS: readonly { readonly severity: Severity; readonly limit: number }[] = [
  { severity: 'critical', limit: 49 },
  { severity: 'high', limit: 79 },
];

/** With less of the weight looked at, a grade would say more than is known. */
export const LEAST_COVERAGE = 0.4;

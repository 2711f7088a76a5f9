import type { Confidence, Grade, Severity } from '../result.ts';

/** Stored with each result: scores of different versions are not comparable. */
export const FORMULA_VERSION = '3';

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

export interface Cap {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** One finding of this kind holds the whole score at or under the limit. */
  readonly limit: number;
}

/** An A says that nothing of medium severity was proven, and nothing high is likely; a C holds one proven high. Lowest first. */
export const CAPS: readonly Cap[] = [
  { severity: 'critical', confidence: 'confirmed', limit: 49 },
  { severity: 'critical', confidence: 'likely', limit: 69 },
  { severity: 'high', confidence: 'confirmed', limit: 79 },
  { severity: 'high', confidence: 'likely', limit: 89 },
  { severity: 'medium', confidence: 'confirmed', limit: 89 },
];

/** What each finding after the one that set the cap takes from it, so that more flaws are never the same score. */
export const FURTHER: Readonly<Record<Severity, number>> = {
  critical: 10,
  high: 3,
  medium: 1,
  low: 0.25,
  info: 0,
};

/** A check whose rules ended in errors is no part of an A. */
export const ERRORED_LIMIT = 89;

/** With less of the weight looked at, a grade would say more than is known. */
export const LEAST_COVERAGE = 0.3;

/** Of the operations that can be read and refuse nobody, so many must have been seen at work for a grade. */
export const LEAST_REACHED = 0.25;

/** With fewer of all readable operations seen at work, the grade speaks of a part, and gates do not pass on it. */
export const WHOLE_ENOUGH = 0.5;

// The package is CommonJS in a way that hides its names from ES modules.
import calculator from 'ae-cvss-calculator';
import type { Severity } from '../result.ts';
import { SEVERITIES } from '../result.ts';

/** Base score of a CVSS 4.0 vector, 0.0 to 10.0 (FIRST, CVSS v4.0 specification). */
export function cvssScore(vector: string): number {
  return new calculator.Cvss4P0(vector).calculateScores().overall;
}

/** Lowest and highest score of each severity (FIRST, CVSS v4.0 specification, section 6). */
const BANDS: Readonly<Record<Severity, readonly [number, number]>> = {
  critical: [9, 10],
  high: [7, 8.9],
  medium: [4, 6.9],
  low: [0.1, 3.9],
  info: [0, 0],
};

export function severityOf(score: number): Severity {
  return SEVERITIES.find((severity) => score >= BANDS[severity][0]) ?? 'info';
}

/** The score where it fits the severity, else the nearest one that does: for readers that know no severity but a score. */
export function scoreWithin(severity: Severity, score: number): number {
  const [least, most] = BANDS[severity];
  return Math.min(most, Math.max(least, score));
}

import { Cvss4P0 } from 'ae-cvss-calculator';

/** Base score of a CVSS 4.0 vector, 0.0 to 10.0 (FIRST, CVSS v4.0 specification). */
export function cvssScore(vector: string): number {
  return new Cvss4P0(vector).calculateScores().overall;
}

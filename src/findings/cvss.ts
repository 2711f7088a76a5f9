// The package is CommonJS in a way that hides its names from ES modules.
import calculator from 'ae-cvss-calculator';

/** Base score of a CVSS 4.0 vector, 0.0 to 10.0 (FIRST, CVSS v4.0 specification). */
export function cvssScore(vector: string): number {
  return new calculator.Cvss4P0(vector).calculateScores().overall;
}

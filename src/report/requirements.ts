import { complianceOf } from '../findings/compliance.ts';
import { byUrgency } from '../findings/ranking.ts';
import type { Finding, ScanResult } from '../result.ts';
import { openFindings } from './words.ts';

/** A requirement of a standard, and what this scan says of it. */
export interface Requirement {
  readonly standard: string;
  readonly item: string;
  /** Findings that help to show it as unmet, most urgent first; notes are none of them. */
  readonly findings: readonly Finding[];
  /** Titles of checks that belong to it and tested something. */
  readonly tested: readonly string[];
  readonly notTested: readonly string[];
}

/** Requirements that the checks of this scan are mapped to, in the order of the standards. */
export function requirementsOf(result: ScanResult): Requirement[] {
  const serious = openFindings(result).filter(({ severity }) => severity !== 'info');
  const found = new Map<string, Omit<Requirement, 'findings'> & { readonly checks: Set<string> }>();
  for (const { id, title, score, weight } of result.checks) {
    if (weight === 0) continue;
    for (const { standard, item } of complianceOf(id)) {
      const key = `${standard} ${item}`;
      const one = found.get(key) ?? { standard, item, tested: [], notTested: [], checks: new Set<string>() };
      const list = score === null ? 'notTested' : 'tested';
      one.checks.add(id);
      found.set(key, { ...one, [list]: [...one[list], title] });
    }
  }
  return [...found.values()]
    .map(({ checks, ...requirement }) => ({
      ...requirement,
      findings: serious.filter(({ check }) => checks.has(check)).sort(byUrgency),
    }))
    .sort((a, b) => compared(a.standard, b.standard) || compared(a.item, b.item));
}

function compared(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

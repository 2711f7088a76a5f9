import { hasFingerprint } from '../archive/kept.ts';
import { CATALOGUE } from '../checks/index.ts';
import type { Check, Rule } from '../checks/rule.ts';
import { ScanError } from '../errors.ts';
import type { Finding, ScanResult } from '../result.ts';
import { scanNamed } from './kept-scans.ts';
import type { Workbench } from './workbench.ts';

/** What a question is about: a rule, and the finding of it that was named by its fingerprint. */
export interface Subject {
  readonly check: Check;
  readonly rule: Rule;
  readonly seen?: { readonly result: ScanResult; readonly finding: Finding };
}

/**
 * Reads a rule id, a fingerprint or the beginning of one; in one scan where that is named, else in the newest that has it.
 * @throws ScanError invalid-option
 */
export async function subjectOf(bench: Workbench, named: string, scan: string | undefined): Promise<Subject> {
  const rule = ruleNamed(named);
  const wanted = rule ? (finding: Finding) => finding.rule === named : hasFingerprint(named);
  const seen =
    scan === undefined
      ? await bench.archive.newest(`"${named}`, wanted)
      : findingIn(await scanNamed(bench, scan), wanted);
  if (rule) return { ...rule, ...(seen ? { seen } : {}) };
  const itsRule = seen && ruleNamed(seen.finding.rule);
  if (itsRule) return { ...itsRule, seen };
  throw new ScanError(
    'invalid-option',
    `"${named}" is neither a rule nor the fingerprint of a kept finding: list_rules and get_scan tell those.`,
  );
}

function findingIn(result: ScanResult, wanted: (finding: Finding) => boolean): Subject['seen'] {
  const finding = result.findings.find(wanted);
  return finding && { result, finding };
}

function ruleNamed(id: string): { readonly check: Check; readonly rule: Rule } | undefined {
  const check = CATALOGUE.find(({ rules }) => rules.some((rule) => rule.id === id));
  const rule = check?.rules.find((one) => one.id === id);
  return check && rule ? { check, rule } : undefined;
}

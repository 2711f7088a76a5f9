import { hasFingerprint } from '../archive/kept.ts';
import { ruleCalled, rulesAbout } from '../checks/find-rules.ts';
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
 * Reads a rule id, a search term that finds one rule, a fingerprint or the beginning of one; in one scan where that is named, else in the newest that has it.
 * @throws ScanError invalid-option
 */
export async function subjectOf(bench: Workbench, named: string, scan: string | undefined): Promise<Subject> {
  const rule = ruleNamed(named);
  const seen = rule
    ? await newest(bench, rule.rule.id, ({ rule: id }) => id === rule.rule.id, scan)
    : await newest(bench, named, hasFingerprint(named), scan);
  if (rule) return { ...rule, ...(seen ? { seen } : {}) };
  const itsRule = seen && ruleNamed(seen.finding.rule);
  if (itsRule) return { ...itsRule, seen };
  const about = rulesAbout(named);
  const meant = ruleCalled(named) ?? (about.length === 1 ? about[0]?.rule : undefined);
  if (meant) return subjectOf(bench, meant.id, scan);
  throw new ScanError(
    'invalid-option',
    about.length > 1
      ? `"${named}" stands for several rules, name one: ${about.map(({ rule: { id } }) => id).join(', ')}.`
      : `"${named}" is neither a rule nor the fingerprint of a kept finding: list_rules and get_scan tell those.`,
  );
}

async function newest(
  bench: Workbench,
  mark: string,
  wanted: (finding: Finding) => boolean,
  scan: string | undefined,
): Promise<Subject['seen']> {
  return scan === undefined
    ? await bench.archive.newest(`"${mark}`, wanted)
    : findingIn(await scanNamed(bench, scan), wanted);
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

import type { Finding, FindingLocation, ScanResult } from '../result.ts';
import { newSince, toBaseline } from './baseline.ts';
import { createLookedAgain } from './looked-again.ts';

/** What changed from one scan to the next. Findings are cut to the places that changed. */
export interface Diff {
  readonly appeared: readonly Finding[];
  readonly resolved: readonly Finding[];
  /** Not seen again at places that were not looked at this time: nothing says that they are mended. */
  readonly notTested: readonly Finding[];
  /** In both scans, at least at one place. */
  readonly remaining: readonly Finding[];
  readonly scoreChange: number | null;
  /** Rules that ran then and not now: what they once found may still be there. */
  readonly notLookedAt: readonly string[];
}

export function compareResults(before: ScanResult, after: ScanResult): Diff {
  const beforePlaces = toBaseline(before);
  const ranNow = new Set(rulesThatRan(after));
  const lookedAgain = createLookedAgain(after);
  const gone = newSince(before.findings, toBaseline(after));
  const remainingFingerprints = new Set(
    before.findings.flatMap(({ fingerprint, related = [] }) => [
      fingerprint,
      ...related.map((covered) => covered.fingerprint),
    ]),
  );
  return {
    appeared: newSince(after.findings, beforePlaces),
    resolved: gone.flatMap((finding) => cutTo(finding, (place) => lookedAgain(finding, place))),
    notTested: gone.flatMap((finding) => cutTo(finding, (place) => !lookedAgain(finding, place))),
    remaining: after.findings.filter(({ fingerprint }) => remainingFingerprints.has(fingerprint)),
    scoreChange:
      before.score.value === null || after.score.value === null
        ? null
        : after.score.value - before.score.value,
    notLookedAt: rulesThatRan(before).filter((rule) => !ranNow.has(rule)),
  };
}

function cutTo(finding: Finding, wanted: (place: FindingLocation) => boolean): Finding[] {
  const locations = finding.locations.filter(wanted);
  return locations.length > 0 ? [{ ...finding, locations }] : [];
}

function rulesThatRan(result: ScanResult): string[] {
  return result.checks.flatMap((check) =>
    check.rules.filter(({ status }) => status === 'passed' || status === 'failed').map(({ rule }) => rule),
  );
}

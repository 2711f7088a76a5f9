import type { Finding, ScanResult } from '../src/result.ts';
import type { Flaw, ScanKind, Truth } from './accuracy-truth.ts';
import { SCANS } from './accuracy-truth.ts';

type Told = Pick<Finding, 'rule'> & {
  readonly locations: readonly Pick<Finding['locations'][number], 'operation' | 'method' | 'url'>[];
};

/** What a scan made of a target whose truth is known. */
export interface Verdict {
  /** Flaws that a scan of this kind can show. */
  readonly listed: readonly Flaw[];
  readonly found: readonly Flaw[];
  readonly missed: readonly Flaw[];
  /** Findings above info, or of rules that must be silent, that no row of the truth explains: rule and place. */
  readonly falseAlarms: readonly string[];
  /** Findings that are right beyond the listed flaws. */
  readonly alsoTrue: number;
}

/** Holds findings against the truth, place by place. Findings of info severity are remarks and are not judged. */
export function judge(truth: Truth, kind: ScanKind, { findings }: ScanResult): Verdict {
  const listed = truth.flaws.filter(({ mode }) => SCANS.indexOf(mode) <= SCANS.indexOf(kind));
  const found = listed.filter((flaw) => findings.some((finding) => shows(flaw, finding)));
  const judged = findings.filter(({ severity, rule }) => severity !== 'info' || truth.silent.includes(rule));
  const wrong = judged.flatMap((finding) => wronglyAt(truth, finding));
  const right = judged.filter((finding) => wronglyAt(truth, finding).length === 0);
  return {
    listed,
    found,
    missed: listed.filter((flaw) => !found.includes(flaw)),
    falseAlarms: wrong,
    alsoTrue: right.filter((finding) => !truth.flaws.some((flaw) => shows(flaw, finding))).length,
  };
}

/** The finding in one line where some of its places are not explained; nothing where all are. */
function wronglyAt(truth: Truth, finding: Finding): string[] {
  const silent = truth.silent.includes(finding.rule);
  const places = placesOf(finding).filter((place) => silent || !explained(truth, finding.rule, place));
  const shown = places.slice(0, 3).join(', ');
  return places.length === 0 ? [] : [`${finding.rule} (${finding.severity}) at ${shown}`];
}

/** A finding shows what it is and what it stands for: findings of the same cause are told once. */
function shows({ rule, operation }: Flaw, finding: Finding): boolean {
  return [finding, ...(finding.related ?? [])].some(
    (told) => rule.includes(told.rule) && placesOf(told).some((place) => fits(operation, place)),
  );
}

function explained({ flaws, alsoTrue }: Truth, rule: string, place: string): boolean {
  return [...flaws, ...alsoTrue].some((row) => row.rule.includes(rule) && fits(row.operation, place));
}

/** Operations by their id, other places by method, path and what stands behind `#`. */
function placesOf({ locations }: Told): string[] {
  return locations.map(({ operation, method, url }) => {
    if (operation !== undefined) return operation;
    const { pathname, hash } = new URL(url);
    return `${method} ${pathname}${hash}`;
  });
}

function fits(patterns: readonly string[] | undefined, place: string): boolean {
  if (patterns === undefined) return true;
  return patterns.some((pattern) =>
    new RegExp(
      `^${pattern
        .split('*')
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    ).test(place),
  );
}

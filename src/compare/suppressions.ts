import type { Finding } from '../result.ts';

/** A finding that somebody accepted, why, and until when. */
export interface Suppression {
  /** Fingerprint of a finding or of one of its places, or a rule id. */
  readonly finding: string;
  /** Only at this operation; everywhere where left out. */
  readonly operation?: string;
  readonly reason: string;
  /** Last day on which it holds, ISO 8601 date. Without one it holds on. */
  readonly until?: string;
}

export interface Suppressed {
  readonly findings: Finding[];
  /** Held until a day that is past: they suppress nothing any more. */
  readonly expired: readonly Suppression[];
  /** Match no finding of this scan. */
  readonly unused: readonly Suppression[];
}

/** Marks accepted findings. A finding with one accepted place of several keeps the others and stays open. */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  today: string,
): Suppressed {
  const expired = suppressions.filter(({ until }) => until !== undefined && until < today);
  const valid = suppressions.filter((suppression) => !expired.includes(suppression));
  const used = new Set<Suppression>();
  const marked = findings.map((finding) => {
    const whole = valid.find((one) => one.operation === undefined && names(finding, one.finding));
    if (whole) {
      used.add(whole);
      return { ...finding, suppressed: mark(whole) };
    }
    const open = finding.locations.filter((place) => {
      const accepted = valid.find(
        (one) =>
          one.finding === place.fingerprint ||
          (one.operation !== undefined && one.operation === place.operation && names(finding, one.finding)),
      );
      if (accepted) used.add(accepted);
      return accepted === undefined;
    });
    if (open.length > 0)
      return open.length === finding.locations.length ? finding : { ...finding, locations: open };
    const last = valid.find((one) => used.has(one));
    return last ? { ...finding, suppressed: mark(last) } : finding;
  });
  const covered = new Set(findings.flatMap(({ related = [] }) => related.flatMap(fingerprintsOf)));
  const unused = valid.filter((one) => !used.has(one) && !covered.has(one.finding));
  return { findings: marked, expired, unused };
}

function names(finding: Finding, wanted: string): boolean {
  return finding.fingerprint === wanted || finding.rule === wanted;
}

/** What a suppression may name a covered finding by: it holds again once the finding stands alone. */
function fingerprintsOf({ rule, fingerprint, locations }: NonNullable<Finding['related']>[number]): string[] {
  return [rule, fingerprint, ...locations.map((place) => place.fingerprint)];
}

function mark({ reason, until }: Suppression): NonNullable<Finding['suppressed']> {
  return { reason, ...(until === undefined ? {} : { until }) };
}

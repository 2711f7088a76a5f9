import { headOf } from '../archive/head.ts';
import { authorizationMatrix } from '../report/authorization-matrix.ts';
import type { Finding, Grade, Retention, ScanResult, Severity } from '../result.ts';
import { SEVERITIES } from '../result.ts';
import type { CheckSummary, MatrixSummary } from './store/dashboard-tables.ts';
import type { SeenFinding } from './store/findings.ts';

/** What the tables hold of a result beside the result itself: small, whatever was found and proven. */
export interface Digest {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly url: string;
  readonly mode: 'safe' | 'active';
  readonly partial: string | null;
  readonly grade: Grade | null;
  readonly score: number | null;
  readonly label: string;
  readonly coverage: number;
  readonly requests: number;
  readonly open: Readonly<Record<Severity, number>>;
  readonly findings: readonly SeenFinding[];
  /** Fingerprints of findings that another one stands for: they are there, and not listed. */
  readonly covered: readonly string[];
  /** What the retention probe measured; null where it did not run. */
  readonly retention: Retention | null;
  /** What was looked at: silence anywhere else is no fix. */
  readonly looked: Pick<ScanResult, 'checks' | 'operations'>;
  readonly checks: readonly CheckSummary[];
  readonly matrix: MatrixSummary;
}

export function digestOf(result: ScanResult): Digest {
  const { open } = headOf(result);
  return {
    startedAt: result.startedAt,
    durationMs: result.durationMs,
    url: result.target.url,
    mode: result.mode,
    partial: result.partial ?? null,
    grade: result.score.grade,
    score: result.score.value,
    label: result.score.label,
    coverage: result.score.coverage,
    requests: result.traffic.requests,
    open,
    findings: result.findings.map(seen),
    covered: result.findings.flatMap(({ related = [] }) => related.map(({ fingerprint }) => fingerprint)),
    retention: result.retention ?? null,
    looked: { checks: result.checks, operations: result.operations },
    checks: result.checks.map(({ id, title, status, score, coverage }) => ({
      id,
      title,
      status,
      score,
      coverage,
    })),
    matrix: authorizationMatrix(result),
  };
}

function seen(finding: Finding): SeenFinding {
  const { suppressed } = finding;
  return {
    fingerprint: finding.fingerprint,
    rule: finding.rule,
    check_id: finding.check,
    severity: finding.severity,
    rank: SEVERITIES.indexOf(finding.severity),
    confidence: finding.confidence,
    title: finding.title,
    cvss: finding.cvss.score,
    locations: finding.locations.map(({ fingerprint, operation, method, url }) => ({
      fingerprint,
      ...(operation === undefined ? {} : { operation }),
      method,
      url,
    })),
    state: suppressed ? 'accepted' : 'open',
    reason: suppressed?.reason ?? null,
    until: suppressed?.until ?? null,
  };
}

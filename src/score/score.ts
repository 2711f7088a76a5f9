import type { CheckOutcome, Confidence, Finding, Grade, ScanResult, Severity } from '../result.ts';
import { CAPS, CERTAINTY, FORMULA_VERSION, GRADE_FLOORS, LEAST_COVERAGE, POINTS } from './formula.ts';

type Scored = Pick<Finding, 'check' | 'severity' | 'confidence' | 'suppressed'>;

/** Points left of a check's 100 after its findings; one root cause is one finding, so it counts once. */
export function checkScore(findings: readonly Scored[]): number {
  const lost = findings
    .filter((finding) => !finding.suppressed)
    .reduce((sum, finding) => sum + pointsOf(finding.severity, finding.confidence), 0);
  return Math.max(0, 100 - lost);
}

function pointsOf(severity: Severity, confidence: Confidence): number {
  return POINTS[severity] * CERTAINTY[confidence];
}

/** How far a scan got. */
interface Extent {
  /** At least one operation answered. */
  readonly reached: boolean;
  /** It came to its end. */
  readonly whole: boolean;
}

type Judged = Pick<CheckOutcome, 'weight' | 'score'> & Partial<Pick<CheckOutcome, 'rules'>>;

/** A rule that broke off did not look; one that had nothing to look at missed nothing. */
function shareEnded({ rules = [] }: Judged): number {
  const ended = rules.filter(({ status }) => status === 'passed' || status === 'failed').length;
  const errored = rules.filter(({ status }) => status === 'errored').length;
  return errored === 0 ? 1 : ended / (ended + errored);
}

/** Weighted mean over the checks that ran, capped, with its grade; none where the scan got nowhere or broke off. Pure: same checks and findings, same score. */
export function scoreOf(
  checks: readonly Judged[],
  findings: readonly Scored[],
  { reached, whole }: Extent = { reached: true, whole: true },
): ScanResult['score'] {
  const ran = checks.filter((check) => check.score !== null);
  const weightRan = sum(ran.map((check) => check.weight));
  const weightAll = sum(checks.map((check) => check.weight));
  const looked = sum(ran.map((check) => check.weight * shareEnded(check)));
  const coverage = weightAll === 0 ? 0 : looked / weightAll;
  const caps = capsOf(findings);
  // Of what was not seen no grade may speak, whatever the host does well.
  if (!reached || !whole || weightRan === 0 || coverage < LEAST_COVERAGE) {
    return { formula: FORMULA_VERSION, value: null, grade: null, coverage, caps };
  }
  const mean = sum(ran.map((check) => check.weight * (check.score ?? 0))) / weightRan;
  const value = Math.round(Math.min(mean, ...caps.map((cap) => cap.limit)));
  return { formula: FORMULA_VERSION, value, grade: gradeOf(value), coverage, caps };
}

export function gradeOf(value: number): Grade {
  return GRADE_FLOORS.find(([, floor]) => value >= floor)?.[0] ?? 'F';
}

function capsOf(findings: readonly Scored[]): ScanResult['score']['caps'] {
  return CAPS.flatMap(({ severity, limit }) => {
    const holding = findings.filter(
      (finding) => !finding.suppressed && finding.severity === severity && finding.confidence === 'confirmed',
    );
    if (holding.length === 0) return [];
    const counted = holding.length === 1 ? 'a confirmed finding' : `${holding.length} confirmed findings`;
    return [{ limit, reason: `${counted} of ${severity} severity: at most ${limit}` }];
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

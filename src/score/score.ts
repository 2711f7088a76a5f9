import type { CheckOutcome, Finding, Grade, ScanResult } from '../result.ts';
import type { Cap } from './formula.ts';
import {
  CAPS,
  CERTAINTY,
  ERRORED_LIMIT,
  FORMULA_VERSION,
  FURTHER,
  GRADE_FLOORS,
  LEAST_COVERAGE,
  POINTS,
} from './formula.ts';
import type { Reach } from './reach.ts';

type Scored = Pick<Finding, 'check' | 'severity' | 'confidence' | 'suppressed'>;
type Judged = Pick<CheckOutcome, 'weight' | 'score' | 'coverage'> & Partial<Pick<CheckOutcome, 'rules'>>;

/** Points left of a check's 100 after its findings; one root cause is one finding, so it counts once. */
export function checkScore(findings: readonly Scored[]): number {
  return Math.max(0, 100 - sum(open(findings).map(pointsOf)));
}

/** What one finding takes from its check's 100. */
export function pointsOf({ severity, confidence }: Pick<Scored, 'severity' | 'confidence'>): number {
  return POINTS[severity] * CERTAINTY[confidence];
}

/**
 * Mean over the checks, each weighed by what it looked at, held down by the worst findings; none where too little was
 * looked at, or the scan broke off. Pure: same checks, findings and reach, same score.
 */
export function scoreOf(
  checks: readonly Judged[],
  findings: readonly Scored[],
  reach: Reach,
): ScanResult['score'] {
  const ran = checks.filter((check) => check.score !== null);
  // What the API has nothing of (no language model, no file upload) is missing from neither sum.
  const weightAll = sum(checks.filter(({ coverage }) => coverage !== null).map(({ weight }) => weight));
  const looked = sum(ran.map(lookedAt));
  const coverage = weightAll === 0 ? 0 : looked / weightAll;
  const { extent, label, operations, partial } = reach;
  const facts = { formula: FORMULA_VERSION, extent, label, operations, coverage };
  const withheld = reach.withheld ?? tooLittle(coverage, looked);
  if (withheld !== undefined) return { ...facts, value: null, grade: null, withheld, caps: [] };
  const mean = sum(ran.map((check) => lookedAt(check) * (check.score ?? 0))) / looked;
  const caps = [...capsOf(findings), ...erroredCap(checks)].sort((a, b) => a.limit - b.limit);
  const value = Math.max(0, Math.round(Math.min(mean, ...caps.map((cap) => cap.limit))));
  return { ...facts, value, grade: gradeOf(value), ...(partial === undefined ? {} : { partial }), caps };
}

function lookedAt({ weight, coverage }: Judged): number {
  return weight * (coverage ?? 0);
}

function tooLittle(coverage: number, looked: number): string | undefined {
  if (looked > 0 && coverage >= LEAST_COVERAGE) return undefined;
  return `only ${Math.round(coverage * 100)} % of what the checks cover could be tested`;
}

export function gradeOf(value: number): Grade {
  return GRADE_FLOORS.find(([, floor]) => value >= floor)?.[0] ?? 'F';
}

/** The strictest cap that a finding sets, lowered by every further finding that is as bad as a cap is for, or less. */
function capsOf(findings: readonly Scored[]): ScanResult['score']['caps'] {
  const all = open(findings);
  const cap = CAPS.find((each) => all.some((finding) => holds(each, finding)));
  if (!cap) return [];
  const setting = all.filter((finding) => holds(cap, finding)).length;
  const further = sum(all.map(({ severity, confidence }) => FURTHER[severity] * CERTAINTY[confidence]));
  const limit = Math.max(0, cap.limit - (further - FURTHER[cap.severity] * CERTAINTY[cap.confidence]));
  const counted = `${setting} ${cap.confidence} ${cap.severity} ${setting === 1 ? 'finding' : 'findings'}`;
  const others = all.length - setting;
  const beside = others === 0 ? '' : ` and ${others} ${others === 1 ? 'other' : 'others'}`;
  return [
    {
      limit: round(limit),
      reason: `${counted}${beside}`,
    },
  ];
}

function holds({ severity, confidence }: Cap, finding: Scored): boolean {
  return finding.severity === severity && finding.confidence === confidence;
}

function erroredCap(checks: readonly Judged[]): ScanResult['score']['caps'] {
  const errored = sum(
    checks.map(({ weight, rules = [] }) =>
      weight > 0 ? rules.filter(({ status }) => status === 'errored').length : 0,
    ),
  );
  if (errored === 0) return [];
  const counted = errored === 1 ? '1 rule ended in an error' : `${errored} rules ended in errors`;
  return [{ limit: ERRORED_LIMIT, reason: counted }];
}

function open<Each extends Pick<Finding, 'suppressed'>>(findings: readonly Each[]): Each[] {
  return findings.filter((finding) => !finding.suppressed);
}

const round = (limit: number) => Math.round(limit);

/** In one order, whatever order they come in: sums of fractions differ by it in the last digit. */
function sum(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((total, value) => total + value, 0);
}

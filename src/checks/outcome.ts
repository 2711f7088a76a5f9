import type { CheckOutcome, Finding, OperationOutcome, RuleOutcome, Status } from '../result.ts';
import { REACHED } from '../result.ts';
import { OPTIONAL_WEIGHTS, WEIGHTS } from '../score/formula.ts';
import { checkScore } from '../score/score.ts';
import type { Check } from './rule.ts';
import type { RuleRun } from './run.ts';

/** Sums up a check from its rules. It ran when at least one rule looked and came to an end. */
export function toCheckOutcome(
  check: Check,
  runs: readonly RuleRun[],
  findings: readonly Finding[],
  { counts, noGround }: { readonly counts: boolean; readonly noGround?: string | undefined },
): CheckOutcome {
  const rules = runs
    .filter((run) => run.check === check)
    .map((run) => (noGround === undefined ? run : withoutGround(run, noGround)))
    .map(
      ({ rule, status, reason }): RuleOutcome => ({
        rule: rule.id,
        title: rule.title,
        status,
        ...(reason === undefined ? {} : { reason }),
      }),
    );
  const own = findings.filter((finding) => finding.check === check.id);
  // Silence about something that is not there is no merit.
  const looked = own.length > 0 || (counts && noGround === undefined);
  const status = looked ? statusOf(rules) : 'skipped';
  const ran = status === 'passed' || status === 'failed';
  const reason = ran ? undefined : (noGround ?? rules.find((rule) => rule.status === status)?.reason);
  return {
    id: check.id,
    title: check.title,
    owasp: check.owasp,
    weight: counts ? (WEIGHTS[check.id] ?? (ran ? OPTIONAL_WEIGHTS[check.id] : undefined) ?? 0) : 0,
    status,
    ...(reason === undefined ? {} : { reason }),
    score: ran ? checkScore(own) : null,
    rules,
  };
}

function statusOf(rules: readonly RuleOutcome[]): Status {
  const has = (status: Status) => rules.some((rule) => rule.status === status);
  if (has('failed')) return 'failed';
  // One rule that could not look makes the check's silence worth nothing only when no other rule looked.
  if (has('passed')) return 'passed';
  return has('errored') ? 'errored' : 'skipped';
}

/** Why the silence of a check is worth nothing in this scan, or undefined. */
export function missingGround(
  { ground }: Check,
  operations: readonly Pick<OperationOutcome, 'status'>[],
): string | undefined {
  if (ground === 'host') return undefined;
  const reached = operations.filter(({ status }) => REACHED.has(status));
  if (reached.length === 0) return 'no operation was reached';
  const served = reached.some(({ status }) => status === 'tested');
  return ground === 'content' && !served ? 'no operation answered with content' : undefined;
}

/** Rules that only listen heard nothing of the API; the others asked questions of their own, and got answers. */
function withoutGround(run: RuleRun, reason: string): Pick<RuleRun, 'rule' | 'status' | 'reason'> {
  const listens = run.rule.inspect !== undefined && run.rule.probe === undefined;
  return run.status === 'passed' && listens ? { rule: run.rule, status: 'skipped', reason } : run;
}

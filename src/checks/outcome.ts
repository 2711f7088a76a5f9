import type { CheckOutcome, Finding, RuleOutcome, Status } from '../result.ts';
import { OPTIONAL_WEIGHTS, WEIGHTS } from '../score/formula.ts';
import { checkScore } from '../score/score.ts';
import type { Check } from './rule.ts';
import type { RuleRun } from './run.ts';

/** Sums up a check from its rules. It ran when at least one rule looked and came to an end. */
export function toCheckOutcome(
  check: Check,
  runs: readonly RuleRun[],
  findings: readonly Finding[],
  { counts }: { readonly counts: boolean },
): CheckOutcome {
  const rules = runs
    .filter((run) => run.check === check)
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
  const status = counts || own.length > 0 ? statusOf(rules) : 'skipped';
  const ran = status === 'passed' || status === 'failed';
  const reason = ran ? undefined : rules.find((rule) => rule.status === status)?.reason;
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

import type { Check } from '../checks/rule.ts';
import type {
  CheckOutcome,
  Finding,
  OperationOutcome,
  OperationStatus,
  RuleOutcome,
  Status,
} from '../result.ts';
import { OPTIONAL_WEIGHTS, WEIGHTS } from '../score/formula.ts';
import { checkScore } from '../score/score.ts';
import type { RuleRun } from './run.ts';

export interface CheckContext {
  /** False where the API has nothing that the check is about. */
  readonly counts: boolean;
  readonly operations: readonly Pick<OperationOutcome, 'status'>[];
  /** Somebody was let in where others are not. */
  readonly loggedIn: boolean;
}

/** Sums up a check from its rules. It ran when at least one essential rule looked. */
export function toCheckOutcome(
  check: Check,
  runs: readonly RuleRun[],
  findings: readonly Finding[],
  { counts, operations, loggedIn }: CheckContext,
): CheckOutcome {
  const noGround = missingGround(check, operations);
  const own = runs
    .filter((run) => run.check === check)
    .map((run) => (noGround === undefined ? run : withoutGround(run, noGround)));
  const rules = own.map(
    ({ rule, status, reason, places }): RuleOutcome => ({
      rule: rule.id,
      title: rule.title,
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(places ? { locations: places } : {}),
    }),
  );
  const found = findings.filter((finding) => finding.check === check.id);
  // What rules ask of a service that answers nothing tells nothing about the API.
  const heardNothing = noGround !== undefined && found.length === 0;
  const refuses = operations.some(({ status }) => status === 'unauthorized' || status === 'forbidden');
  const coverage = counts ? (heardNothing ? 0 : coverageOf(check, own, loggedIn || refuses)) : null;
  const status = statusOf(rules, found.length > 0, coverage ?? 0);
  const ran = status === 'passed' || status === 'failed';
  const reason = ran ? undefined : (noGround ?? reasonOf(check, own, status));
  return {
    id: check.id,
    title: check.title,
    owasp: check.owasp,
    weight: counts ? (WEIGHTS[check.id] ?? (ran ? OPTIONAL_WEIGHTS[check.id] : undefined) ?? 0) : 0,
    status,
    ...(reason === undefined ? {} : { reason }),
    score: ran ? checkScore(found) : null,
    coverage,
    rules,
  };
}

function statusOf(rules: readonly RuleOutcome[], found: boolean, coverage: number): Status {
  if (found) return 'failed';
  if (coverage > 0) return 'passed';
  return rules.some(({ status }) => status === 'errored') ? 'errored' : 'skipped';
}

/** What the essential rules lacked, said by the first of them that says so. */
function reasonOf(check: Check, runs: readonly RuleRun[], status: Status): string | undefined {
  const listed = [...essentialOf(check, runs), ...runs];
  return (listed.find((run) => run.status === status) ?? listed.find((run) => run.reason))?.reason;
}

function essentialOf({ essential = [] }: Check, runs: readonly RuleRun[]): readonly RuleRun[] {
  const own = runs.filter(({ rule }) => essential.includes(rule.id));
  return own.length > 0 ? own : runs;
}

/** Mean share of what the essential rules had to look at; null where there is nothing of the kind. */
function coverageOf(check: Check, runs: readonly RuleRun[], hasLogin: boolean): number | null {
  const shares = essentialOf(check, runs)
    .map((run) => shareOf(run, hasLogin))
    .filter((share) => share !== undefined);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Undefined: there is no place for this rule, so that it missed nothing. */
function shareOf({ status, places, notStarted }: RuleRun, hasLogin: boolean): number | undefined {
  if (places && places.total === 0) return undefined;
  if (status === 'errored') return places ? places.tested / places.required : 0;
  if (status !== 'skipped') return places ? places.tested / places.required : 1;
  if (places) return 0;
  switch (notStarted) {
    // Where nobody is refused, a credential would show nothing more.
    case 'identity':
    case 'two-identities':
      return hasLogin ? 0 : undefined;
    case 'active':
    case 'llm':
    case 'left-out':
    case 'stopped':
      return 0;
    default:
      return undefined;
  }
}

/** Statuses that show an operation to be there, even if it lets nobody in. */
const ANSWERED: ReadonlySet<OperationStatus> = new Set(['tested', 'unauthorized', 'forbidden']);

/** Why the silence of a check is worth nothing in this scan, or undefined. */
function missingGround(
  { ground }: Check,
  operations: readonly Pick<OperationOutcome, 'status'>[],
): string | undefined {
  if (ground === 'host') return undefined;
  if (!operations.some(({ status }) => ANSWERED.has(status))) return 'no operation was reached';
  const served = operations.some(({ status }) => status === 'tested');
  return ground === 'content' && !served ? 'no operation returned content' : undefined;
}

/** Rules that only listen heard nothing of the API; the others asked questions of their own, and got answers. */
function withoutGround(run: RuleRun, reason: string): RuleRun {
  const listens = run.rule.inspect && !run.rule.places;
  return run.status === 'passed' && listens ? { ...run, status: 'skipped', reason } : run;
}

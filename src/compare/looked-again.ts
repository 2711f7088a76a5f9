import type { Finding, FindingLocation, OperationStatus, ScanResult } from '../result.ts';

/** Whether a later scan looked where an earlier one found something: only then is its silence a fix. */
export function createLookedAgain(
  after: ScanResult,
): (finding: Pick<Finding, 'rule' | 'check'>, place: Pick<FindingLocation, 'operation'>) => boolean {
  const rules = new Map(after.checks.flatMap((check) => check.rules.map((rule) => [rule.rule, rule])));
  const operations = new Map(after.operations.map(({ id, status }) => [id, status]));
  return ({ rule, check }, { operation }) => {
    const outcome = rules.get(rule);
    if (outcome?.status !== 'passed' && outcome?.status !== 'failed') return false;
    // Which places it left out the result does not say.
    if (outcome.locations && outcome.locations.tested < outcome.locations.required) return false;
    if (operation === undefined) return true;
    const status = operations.get(operation);
    if (status === undefined || SILENT.has(status)) return false;
    return !REFUSED.has(status) || ACCESS.has(check);
  };
}

const SILENT: ReadonlySet<OperationStatus> = new Set([
  'no-answer',
  'rate-limited',
  'server-error',
  'skipped',
  'unexpected',
]);

/** Who is refused does not see what stands behind; but to refuse is how access is mended. */
const REFUSED: ReadonlySet<OperationStatus> = new Set(['unauthorized', 'forbidden', 'redirected']);
const ACCESS: ReadonlySet<string> = new Set(['authentication', 'bola', 'bfla', 'inventory-management']);

import { resourceRetention } from '../checks/resource-retention.ts';
import type { Control, Proof, Rule } from '../checks/rule.ts';
import type { Operation } from '../openapi/operation.ts';
import type { Confidence, Severity, Status } from '../result.ts';
import { FRESH_THINGS } from '../retention/arms/fresh-things.ts';
import type { RetentionFinding, RetentionResult } from '../retention/result.ts';
import type { Placed } from '../running/detection-set.ts';
import type { RuleRun } from '../running/run.ts';

/** What became of the retention probe in a scan. */
export type RetentionRun =
  | { readonly status: 'skipped' | 'errored'; readonly reason: string }
  | {
      readonly status: 'ran';
      readonly result: RetentionResult;
      /** One exchange like those that the probe sent. */
      readonly proof: Proof;
      readonly operation?: Operation;
    };

export const NOT_ASKED: RetentionRun = {
  status: 'skipped',
  reason: 'puts load on the target: needs --retention',
};

/** Verdicts that leave the question open: nothing may count as looked at. */
const OPEN: readonly RetentionResult['verdict'][] = ['inconclusive', 'no-signal'];

/** Says of each rule of the thirteenth check what the probe found out about it. Pure. */
export function retentionRuns(run: RetentionRun): RuleRun[] {
  return resourceRetention.rules.map((rule) => ({ check: resourceRetention, rule, ...outcomeOf(rule, run) }));
}

function outcomeOf(rule: Rule, run: RetentionRun): Pick<RuleRun, 'status' | 'reason' | 'detections'> {
  if (run.status !== 'ran') return { status: run.status, reason: run.reason, detections: [] };
  const found = run.result.findings.filter(({ id }) => id === rule.id);
  if (found.length > 0)
    return { status: 'failed', detections: found.map((finding) => toDetection(finding, run)) };
  const reason = unseen(rule.id, run.result);
  const status: Status = reason === undefined ? 'passed' : 'skipped';
  return { status, ...(reason === undefined ? {} : { reason }), detections: [] };
}

/** Why the absence of this finding means nothing in this run; undefined where it means a pass. */
function unseen(rule: string, { mode, arm, verdict, reason }: RetentionResult): string | undefined {
  if (OPEN.includes(verdict)) return `${verdict}: ${reason}`;
  const byAnswers = rule === 'state-kept-for-unknown-credentials' || rule === 'cost-grows-with-credentials';
  if (byAnswers) return mode === 'memory' ? 'memory was measured instead' : undefined;
  if (mode === 'black-box') return 'needs a memory source: --pid, --metrics or --memory-command';
  if (rule === 'fail-closed-limiter')
    return verdict === 'bounded-plateau' ? undefined : 'no bounded store was seen to fill up';
  if (rule === 'memory-kept-per-connection')
    return FRESH_THINGS[arm].rule === rule ? undefined : `the arm was ${arm}: needs --arm connection`;
  if (rule === 'memory-kept-per-credential')
    return FRESH_THINGS[arm].rule === rule && arm !== 'same-credential' ? undefined : `the arm was ${arm}`;
  return undefined;
}

const SEVERITY: Readonly<Record<RetentionFinding['severity'], Severity>> = {
  high: 'high',
  medium: 'medium',
  low: 'low',
  informational: 'info',
};
/** What answers alone tell is a fact without bytes; what a lazy collector's resident memory tells is a suspicion. */
const CONFIDENCE: Readonly<Record<RetentionFinding['confidence'], Confidence>> = {
  confirmed: 'confirmed',
  likely: 'likely',
  observed: 'likely',
  suspected: 'tentative',
};

function toDetection(finding: RetentionFinding, run: Extract<RetentionRun, { status: 'ran' }>): Placed {
  const { result, proof, operation } = run;
  const { method } = proof.exchange.request;
  const common = {
    ...(operation ? { operation } : {}),
    severity: SEVERITY[finding.severity],
    url: result.target,
    place: operation?.id ?? `${method} ${new URL(result.target).pathname}`,
    cause: result.arm,
    evidenceSummary: finding.evidence,
    proof: [proof] as const,
  };
  const confidence = CONFIDENCE[finding.confidence];
  return confidence === 'confirmed'
    ? { ...common, confidence, control: controlOf(finding) }
    : { ...common, confidence };
}

function controlOf({ id }: RetentionFinding): Control {
  if (id === 'restart-during-probe')
    return {
      fact: 'Until then it was the same process, and the load stayed under the limits that were set.',
    };
  if (id === 'fail-closed-limiter')
    return { fact: 'Before the store was full, new credentials got the ordinary response.' };
  return {
    fact: 'The same credential was asked as fast before and between the waves, and silence was measured too: what those phases grew is not counted.',
  };
}

import { resourceRetention } from '../checks/resource-retention.ts';
import type { Control, Proof, Rule } from '../checks/rule.ts';
import type { Confidence, RetentionTarget, Severity } from '../result.ts';
import { FRESH_THINGS } from '../retention/arms/fresh-things.ts';
import type { RetentionFinding, RetentionResult } from '../retention/result.ts';
import { SEVERITIES } from '../retention/severity.ts';
import type { Placed } from '../running/detection-set.ts';
import type { RuleRun } from '../running/run.ts';
import type { Endpoint } from './retention-endpoints.ts';

/** What one operation was measured to keep. */
export interface Measured extends Endpoint {
  readonly result: RetentionResult;
  /** One exchange like those that the probe sent. */
  readonly proof: Proof;
}

/** What became of the retention probe in a scan. */
export type RetentionRun =
  | { readonly status: 'skipped' | 'errored'; readonly reason: string }
  | {
      readonly status: 'ran';
      readonly measured: readonly [Measured, ...Measured[]];
      /** Operations that were to be measured too, and why they were not. */
      readonly unmeasured: readonly (Endpoint & { readonly reason: string })[];
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

function outcomeOf(
  rule: Rule,
  run: RetentionRun,
): Pick<RuleRun, 'status' | 'reason' | 'places' | 'detections'> {
  if (run.status !== 'ran') return { status: run.status, reason: run.reason, detections: [] };
  const unseenAt = run.measured.map((one) => unseenOf(rule.id, one));
  const tested = unseenAt.filter((reason) => reason === undefined).length;
  const detections = run.measured.flatMap((one) =>
    one.result.findings.filter(({ id }) => id === rule.id).map((finding) => toDetection(finding, one)),
  );
  const total = run.measured.length + run.unmeasured.length;
  const places = { kind: 'operations', total, required: total, tested };
  const reason = unseenAt.find((one) => one !== undefined) ?? run.unmeasured[0]?.reason;
  const why = tested < total && reason !== undefined ? { reason } : {};
  if (detections.length > 0) return { status: 'failed', ...why, places, detections };
  return tested > 0
    ? { status: 'passed', ...why, places, detections }
    : { status: 'skipped', ...why, detections };
}

/** A finding shows by itself that the operation was looked at, and that it reads what it is sent. */
function unseenOf(rule: string, { result, takes, url }: Measured): string | undefined {
  if (result.findings.some(({ id }) => id === rule)) return undefined;
  if (takes === 'unknown')
    return `no operation is known that takes a credential, and ${new URL(url).pathname} may read none: name one with --retention-endpoint`;
  return unseen(rule, result);
}

/** The run that speaks for all: the gravest finding, else one that left the question open, else the first. */
export function gravestOf(measured: readonly [Measured, ...Measured[]]): Measured {
  const rank = ({ result: { severity, verdict } }: Measured) =>
    severity !== undefined ? SEVERITIES.indexOf(severity) : OPEN.includes(verdict) ? SEVERITIES.length : 9;
  return measured.reduce((first, one) => (rank(one) < rank(first) ? one : first));
}

type Ran = Extract<RetentionRun, { status: 'ran' }>;

/** What the result of a scan says of it. */
export function measuredIn(run: Ran): { retention: RetentionResult; retentionTargets: RetentionTarget[] } {
  return { retention: gravestOf(run.measured).result, retentionTargets: targetsOf(run) };
}

/** By rule: the kind of container that grows, where the operations that it failed at agree on one. */
export function containersIn(run: RetentionRun): ReadonlyMap<string, string> {
  const found = run.status === 'ran' ? run.measured.flatMap(({ result }) => result.findings) : [];
  const kinds = new Map<string, Set<string>>();
  for (const { id, container } of found)
    if (container) kinds.set(id, new Set([...(kinds.get(id) ?? []), container.kind]));
  return new Map([...kinds].flatMap(([id, all]) => (all.size === 1 ? [[id, [...all][0] ?? '']] : [])));
}

/** A row for each operation that was measured, or was to be. */
function targetsOf({ measured, unmeasured }: Ran): RetentionTarget[] {
  const rowOf = ({ url, operation, takes }: Endpoint) => ({
    operation: operation?.id ?? `GET ${new URL(url).pathname}`,
    takesCredential: takes,
  });
  return [
    ...measured.map((one) => {
      const { verdict, per, arm, reason, requests, severity, upperBoundBytes } = one.result;
      const { bytesPerCredential: bytes } = one.result;
      return {
        ...rowOf(one),
        ...{ verdict, per, arm, reason, requests },
        ...(bytes && { bytes: { estimate: bytes.estimate, low: bytes.low, high: bytes.high } }),
        ...(upperBoundBytes !== undefined && { upperBoundBytes }),
        ...(severity && { severity }),
      };
    }),
    ...unmeasured.map((one) => ({ ...rowOf(one), reason: one.reason })),
  ];
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

function toDetection(finding: RetentionFinding, { result, proof, operation }: Measured): Placed {
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

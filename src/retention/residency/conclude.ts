import { gravest } from '../findings.ts';
import {
  RESULT_FORMAT,
  type ResidencyFacts,
  type RetentionFinding,
  type RetentionResult,
} from '../result.ts';
import { answersIn, measuredBy, notMeasured, type StatusMix } from '../status-mix.ts';
import type { RetentionTrace } from '../trace.ts';
import type { ArmName, ResidencyVerdict } from '../vocabulary.ts';

const OWASP = 'API4:2023' as const;
/** A panel that is known to less than this is gone; above the other mark it is still there; between, nobody knows. */
const GONE = 0.35;
const THERE = 0.65;
/** No proxy needs to let a credential of this length through. */
const OVERSIZED_BYTES = 16_384;

export interface ResidencyRun {
  readonly target: string;
  readonly arm: ArmName;
  readonly profile: 'full' | 'quick';
  readonly credentialBytes: number;
  readonly identities: number;
  readonly requests: number;
  readonly seconds: number;
  readonly facts: ResidencyFacts;
  readonly notes: readonly string[];
  /** Answers by status; nearly all of them to credentials that are fresh or were a moment ago. */
  readonly statuses?: StatusMix;
  readonly stopped?: RetentionTrace['stopped'];
}

/** What answers alone prove. State kept is a fact; bytes, and growth without bound, stay unknown. */
export function concludeResidency(run: ResidencyRun): RetentionResult {
  const { verdict, reason } = verdictOf(run);
  const findings = findingsOf(run, verdict);
  const fresh = run.statuses ?? {};
  const measured = measuredBy(fresh);
  const open = notMeasured(fresh);
  return {
    ...RESULT_FORMAT,
    target: run.target,
    mode: 'black-box',
    verdict,
    arm: run.arm,
    per: 'credential',
    runtime: 'unknown',
    source: 'answers only',
    profile: run.profile,
    credentialBytes: run.credentialBytes,
    identities: run.identities,
    requests: run.requests,
    seconds: run.seconds,
    ...(answersIn(fresh) > 0 && { answers: { fresh, control: {} } }),
    ...(measured && { measured }),
    pinnedBytes: verdict === 'state-kept' ? run.identities * run.credentialBytes : 0,
    sigmaBytes: 0,
    reason,
    ...gravest(findings),
    findings,
    ...(run.stopped && { stopped: run.stopped }),
    advice: [
      ...run.notes,
      ...(open === undefined ? [] : [`${open.charAt(0).toUpperCase()}${open.slice(1)}.`]),
      'Bytes, and leaks that no response shows, need a memory source: --pid, --metrics or --memory-command.',
    ],
    phases: [],
    curve: [],
    residency: run.facts,
  };
}

/** Time is asked before capacity: entries that expire are gone after a flood too, and would look evicted. */
function verdictOf(run: ResidencyRun): { verdict: ResidencyVerdict | 'inconclusive'; reason: string } {
  const { facts, stopped } = run;
  if (stopped !== undefined)
    return { verdict: 'inconclusive', reason: `the run stopped early: ${stopped.reason}` };
  if (facts.oracle === 'none')
    return {
      verdict: 'no-signal',
      reason: 'no response shows whether a credential was seen before; that proves nothing about memory',
    };
  const silence = facts.keptAfterSilence;
  const unclear = (fraction: number) => fraction >= GONE && fraction <= THERE;
  if (silence && silence.fraction < GONE)
    return {
      verdict: 'expires-with-time',
      reason: `known credentials are forgotten after ${silence.seconds} s of silence`,
    };
  const kept = facts.keptAfter;
  const evicted = kept.find(({ fraction }) => fraction < GONE);
  if (evicted !== undefined) {
    const before = kept[kept.indexOf(evicted) - 1]?.identities ?? 0;
    return {
      verdict: 'evicted-by-capacity',
      reason: `known credentials are forgotten after between ${before.toLocaleString('en')} and ${evicted.identities.toLocaleString('en')} others`,
    };
  }
  const last = kept.at(-1);
  if (last === undefined || silence === undefined || unclear(last.fraction) || unclear(silence.fraction))
    return {
      verdict: 'inconclusive',
      reason: 'known credentials are told from new ones too rarely to say more',
    };
  return {
    verdict: 'state-kept',
    reason: `state of credentials that were never issued survives ${last.identities.toLocaleString('en')} others and ${silence.seconds} s of silence`,
  };
}

function findingsOf({ facts, identities }: ResidencyRun, verdict: string): RetentionFinding[] {
  const findings: RetentionFinding[] = [];
  const common = { confidence: 'observed' as const, owasp: OWASP };
  if (verdict === 'state-kept')
    findings.push({
      ...common,
      id: 'state-kept-for-unknown-credentials',
      title: 'State kept for unverified credentials',
      severity: 'medium',
      cwe: ['CWE-770'],
      evidence: `Told by ${facts.oracle}: after ${facts.keptAfter.at(-1)?.identities.toLocaleString('en')} other credentials the service still knew the first ones. No bound was seen.`,
    });
  if (facts.costGrowth?.grows)
    findings.push({
      ...common,
      id: 'cost-grows-with-credentials',
      title: 'Response time grows with the number of credentials',
      severity: 'medium',
      cwe: ['CWE-407'],
      evidence: `A never-seen credential took ${facts.costGrowth.beforeMs.toFixed(2)} ms before and ${facts.costGrowth.afterMs.toFixed(2)} ms after ${identities.toLocaleString('en')} others.`,
    });
  if (facts.largestAcceptedBytes >= OVERSIZED_BYTES)
    findings.push({
      ...common,
      id: 'oversized-credential-accepted',
      title: 'Oversized credential accepted',
      severity: 'low',
      cwe: ['CWE-1284'],
      evidence: `A credential of ${facts.largestAcceptedBytes.toLocaleString('en')} bytes gets the same response as a short one: whatever keeps it keeps all of it.`,
    });
  return findings;
}

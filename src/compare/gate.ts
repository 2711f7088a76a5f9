import type { Finding, ScanResult, Severity } from '../result.ts';
import { SEVERITIES } from '../result.ts';
import { GRADE_FLOORS } from '../score/formula.ts';
import type { Baseline } from './baseline.ts';
import { newSince } from './baseline.ts';
import { growsBeyond, isTold } from './growth-gate.ts';

export interface Gate {
  /** Least score, 0 to 100. */
  readonly threshold?: number;
  /** A finding of this severity or worse fails. */
  readonly failOn?: Severity;
  /** Only what this does not know counts for `failOn`. */
  readonly baseline?: Baseline;
  /** Memory that grows by more bytes than this of each fails, where a scan measured it. */
  readonly failOnGrowthBytes?: number;
  /** Passes although the grade speaks of a part of the API only, or there is none for that reason. */
  readonly allowPartialCoverage?: boolean;
}

/** 0: passed. 1: a gate failed. 4: too little was looked at to judge. */
export interface Verdict {
  readonly exitCode: 0 | 1 | 4;
  readonly reasons: readonly string[];
}

/** Judges a result. With no gate set it passes whatever was found, as long as there was enough to judge. */
export function judge(result: ScanResult, gate: Gate): Verdict {
  const failed = [...belowThreshold(result, gate), ...tooSevere(result, gate), ...growing(result, gate)];
  if (failed.length > 0) return { exitCode: 1, reasons: failed };
  const blind = tooLittleSeen(result, gate);
  return blind === undefined ? { exitCode: 0, reasons: [] } : { exitCode: 4, reasons: [blind] };
}

/** Silence about what was not looked at passes no gate. */
function tooLittleSeen(
  { score, partial, retentionTargets = [] }: ScanResult,
  gate: Gate,
): string | undefined {
  const toldOfMemory = retentionTargets.some(({ verdict }) => isTold(verdict));
  if (gate.failOnGrowthBytes !== undefined && !toldOfMemory)
    return 'No operation that takes a credential was measured to an end, so growth of memory cannot be judged.';
  if (partial === undefined && gate.allowPartialCoverage) return undefined;
  if (score.grade === null) return `There is no grade: ${score.withheld ?? 'too little was looked at'}.`;
  const isGated = gate.threshold !== undefined || gate.failOn !== undefined;
  if (!isGated || score.partial === undefined) return undefined;
  return `The grade speaks of a part of the API only: ${score.partial}. --allow-partial-coverage lets it pass.`;
}

function belowThreshold({ score }: ScanResult, { threshold }: Gate): string[] {
  if (threshold === undefined || score.value === null || score.value >= threshold) return [];
  return [`The score ${score.value} is below the threshold ${threshold}.`];
}

function tooSevere(result: ScanResult, { failOn, baseline }: Gate): string[] {
  if (failOn === undefined) return [];
  const open = result.findings.filter((finding) => !finding.suppressed);
  const counted = (baseline ? newSince(open, baseline) : open).filter((finding) => atLeast(finding, failOn));
  if (counted.length === 0) return [];
  const kind = baseline ? 'new finding' : 'finding';
  const worse = failOn === 'critical' ? '' : ' or worse';
  return [`${counted.length} ${kind}${counted.length === 1 ? '' : 's'} of ${failOn} severity${worse}.`];
}

function growing({ retentionTargets = [] }: ScanResult, { failOnGrowthBytes: most }: Gate): string[] {
  if (most === undefined) return [];
  return retentionTargets
    .filter((target) => growsBeyond(target, most))
    .map(
      ({ operation, bytes }) =>
        `${operation} keeps more than ${most.toLocaleString('en')} bytes of each: at least ${Math.round(bytes?.low ?? 0).toLocaleString('en')}.`,
    );
}

function atLeast({ severity }: Finding, failOn: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

/** `80` or `B`: the least score that passes; undefined when it is neither. */
export function parseThreshold(typed: string): number | undefined {
  const floor = GRADE_FLOORS.find(([grade]) => grade === typed.trim().toUpperCase())?.[1];
  if (floor !== undefined) return floor;
  const value = Number(typed);
  return typed.trim() !== '' && value >= 0 && value <= 100 ? value : undefined;
}

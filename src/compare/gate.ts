import type { Finding, ScanResult, Severity } from '../result.ts';
import { REACHED, SEVERITIES } from '../result.ts';
import { GRADE_FLOORS } from '../score/formula.ts';
import type { Baseline } from './baseline.ts';
import { newSince } from './baseline.ts';

export interface Gate {
  /** Least score, 0 to 100. */
  readonly threshold?: number;
  /** A finding of this severity or worse fails. */
  readonly failOn?: Severity;
  /** Only what this does not know counts for `failOn`. */
  readonly baseline?: Baseline;
}

/** 0: passed. 1: a gate failed. 4: too little was looked at to judge. */
export interface Verdict {
  readonly exitCode: 0 | 1 | 4;
  readonly reasons: readonly string[];
}

/** Judges a result. With no gate set it passes whatever was found, as long as there was enough to judge. */
export function judge(result: ScanResult, gate: Gate): Verdict {
  const failed = [...belowThreshold(result, gate), ...tooSevere(result, gate)];
  if (failed.length > 0) return { exitCode: 1, reasons: failed };
  if (result.score.grade === null) {
    if (result.partial !== undefined)
      return { exitCode: 4, reasons: [`There is no grade, since the scan ended early: ${result.partial}.`] };
    if (result.operations.every(({ status }) => !REACHED.has(status)) && result.operations.length > 0)
      return { exitCode: 4, reasons: ['No operation of the API was reached, so there is nothing to grade.'] };
    const share = Math.round(result.score.coverage * 100);
    return {
      exitCode: 4,
      reasons: [`Only ${share} % of the checks’ weight could be looked at: too little for a grade.`],
    };
  }
  return { exitCode: 0, reasons: [] };
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

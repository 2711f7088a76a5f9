import { counted } from '../report/words.ts';
import type { ScanResult } from '../result.ts';
import { SEVERITIES } from '../result.ts';
import type { BriefShape, FindingShape, ScanShape } from './shapes.ts';

/** One line of a list of scans, without a word of the target. */
export function briefLine(brief: BriefShape): string {
  return `${brief.scan.slice(0, 8)}  ${brief.startedAt.slice(0, 16).replace('T', ' ')}  ${gradeOf({ grade: brief.grade, value: brief.score })}${brief.partial ? ' (partial)' : ''}  ${countsOf(brief)}${brief.label === undefined ? '' : `  (${brief.label})`}`;
}

/** A scan in words of ours alone. */
export function scanWords(scan: ScanShape): string[] {
  return [
    `Scan ${scan.scan.slice(0, 8)}: ${gradeOf({ grade: scan.grade, value: scan.score })}, ${scan.label}; coverage ${Math.round(scan.coverage * 100)} %. ${scan.mode} mode, ${counted(scan.requests, 'request')}, ${scan.seconds.toFixed(1)} s.`,
    ...(scan.partial
      ? ['PARTIAL: it ended early ("ended early" below says why). What it did not reach did not pass.']
      : []),
    ...scan.caps.map((reason) => `Capped ${reason}.`),
    `Findings: ${countsOf(scan)}.`,
    '',
    ...scan.ranked.flatMap((finding, at) => findingWords(finding, at + 1)),
    ...(scan.left > 0 ? [`${counted(scan.left, 'more finding')}: get_scan with an offset.`] : []),
    ...(scan.ranked.length > 0
      ? [
          'Next: explain_finding for the proof, get_fix for the fix; then change the code, scan_api again, compare_scans.',
        ]
      : []),
    `Whole result: ${scan.resources.json}; report: ${scan.resources.report}`,
  ];
}

/** The same scan, what the target said. */
export function scanUntrusted({ ranked, untrusted }: ScanShape): string[] {
  return [
    `target: ${untrusted.target}`,
    ...(untrusted.framework ? [`framework: ${untrusted.framework}`] : []),
    `credential: ${untrusted.credential}`,
    ...(untrusted.document ? [`document: ${untrusted.document}`] : []),
    ...(untrusted.endedEarly ? [`ended early: ${untrusted.endedEarly}`] : []),
    ...untrusted.warnings.map((says) => `warning: ${says}`),
    ...untrusted.notLookedAt.map((says) => `not tested: ${says}`),
    ...ranked.flatMap((finding, at) => locationLines(finding, `${at + 1}`)),
  ];
}

export function locationLines({ locations, untrusted }: FindingShape, label: string): string[] {
  const hidden = locations - untrusted.locations.length;
  return [
    ...untrusted.locations.map(({ where, evidenceSummary }) => `${label}: ${where}: ${evidenceSummary}`),
    ...(hidden > 0 ? [`${label}: and ${counted(hidden, 'more location')}`] : []),
  ];
}

export function findingWords(finding: FindingShape, number: number): string[] {
  return [
    `${number}. ${finding.severity.toUpperCase()} ${finding.rule}: ${finding.title} (${finding.confidence}, ${counted(finding.locations, 'location')}${finding.accepted ? ', accepted by the user' : ''}; fingerprint ${finding.fingerprint})`,
    `   Fix: ${finding.remediation}`,
  ];
}

export function gradeOf({ grade, value }: Pick<ScanResult['score'], 'grade' | 'value'>): string {
  return grade === null ? 'no grade' : `grade ${grade}, ${value} of 100`;
}

function countsOf({ findings }: Pick<BriefShape, 'findings'>): string {
  const counts = SEVERITIES.filter((severity) => findings[severity] > 0).map(
    (severity) => `${findings[severity]} ${severity}`,
  );
  return counts.join(', ') || 'none';
}

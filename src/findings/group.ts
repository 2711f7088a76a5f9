import { placeOf } from '../checks/detection-set.ts';
import type { Control, Detection } from '../checks/rule.ts';
import type { RuleRun } from '../checks/run.ts';
import type { Surface } from '../discovery/surface.ts';
import type { Redactor } from '../http/redact.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import type { Confidence, Finding, FindingLocation, Severity } from '../result.ts';
import { CONFIDENCES, SEVERITIES } from '../result.ts';
import { complianceOf } from './compliance.ts';
import { cvssScore } from './cvss.ts';
import { toEvidence } from './evidence.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Exchanges shown with a finding; further places are listed without theirs. */
const SHOWN_EXCHANGES = 3;

/** Detections of one rule and cause become one finding; the worst place speaks for it. Ranked. */
export function toFindings(runs: readonly RuleRun[], surface: Surface, redactor: Redactor): Finding[] {
  const findings = runs.flatMap((run) =>
    byCause(run.detections).map((group) => toFinding(run, group, surface, redactor)),
  );
  return findings.sort(byRank);
}

function byCause(detections: readonly Detection[]): [Detection, ...Detection[]][] {
  const groups = new Map<string, [Detection, ...Detection[]]>();
  for (const detection of detections) {
    const group = groups.get(detection.cause ?? '');
    if (group) group.push(detection);
    else groups.set(detection.cause ?? '', [detection]);
  }
  return [...groups.values()];
}

function toFinding(
  { check, rule }: RuleRun,
  group: [Detection, ...Detection[]],
  surface: Surface,
  redactor: Redactor,
): Finding {
  const severityOf = (detection: Detection): Severity => detection.severity ?? rule.severity;
  const sorted = [...group].sort(
    (a, b) =>
      SEVERITIES.indexOf(severityOf(a)) - SEVERITIES.indexOf(severityOf(b)) ||
      CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence),
  );
  const worst = sorted[0] ?? group[0];
  const shown = (proof: Detection['proof'][number]) => toEvidence(proof, redactor, surface.identities);
  const cause = worst.cause ?? '';
  return {
    fingerprint: fingerprintOf(rule.id, cause),
    rule: rule.id,
    check: check.id,
    severity: severityOf(worst),
    confidence: worst.confidence,
    title: rule.title,
    meaning: rule.meaning,
    fix: rule.fix,
    cwe: [...rule.cwe],
    owasp: check.owasp,
    cvss: { vector: rule.cvss, score: cvssScore(rule.cvss) },
    compliance: complianceOf(check.id),
    locations: sorted.map((detection) => toLocation(rule.id, detection, surface, redactor)),
    evidence: worst.proof.slice(0, SHOWN_EXCHANGES).map(shown),
    ...(worst.control ? { control: toControl(worst.control, shown, redactor) } : {}),
  };
}

function toControl(
  control: Control,
  shown: (proof: Detection['proof'][number]) => Finding['evidence'][number],
  redactor: Redactor,
): NonNullable<Finding['control']> {
  return 'fact' in control ? { fact: redactor.text(control.fact) } : shown(control);
}

function toLocation(
  rule: string,
  detection: Detection,
  { operations, spec }: Surface,
  redactor: Redactor,
): FindingLocation {
  const { request } = detection.proof[0].exchange;
  const url = detection.url ?? request.url;
  const operation = detection.operation ?? matchOperation(operations, request.method, url);
  const place = operation?.id ?? placeOf(detection).replace(/https?:\/\/[^/]+/, '');
  return {
    fingerprint: fingerprintOf(rule, detection.cause ?? '', place),
    ...(operation ? { operation: operation.id } : {}),
    method: request.method,
    url: redactor.text(url),
    saw: redactor.text(detection.saw),
    ...(spec && operation?.pointer
      ? {
          spec: {
            uri: spec.uri,
            pointer: operation.pointer,
            ...(operation.line ? { line: operation.line } : {}),
          },
        }
      : {}),
  };
}

const rankOf = (finding: { severity: Severity; confidence: Confidence }) =>
  SEVERITIES.indexOf(finding.severity) * CONFIDENCES.length + CONFIDENCES.indexOf(finding.confidence);

function byRank(a: Finding, b: Finding): number {
  return rankOf(a) - rankOf(b) || b.cvss.score - a.cvss.score || a.fingerprint.localeCompare(b.fingerprint);
}

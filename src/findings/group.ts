import type { Control, Proof, RuleFacts } from '../checks/rule.ts';
import type { Surface } from '../discovery/surface.ts';
import type { Guide } from '../guides/guide.ts';
import { createBreath } from '../http/breath.ts';
import type { Finding, FindingEvidence, FindingLocation } from '../result.ts';
import type { Placed } from '../running/detection-set.ts';
import type { RuleRun } from '../running/run.ts';
import { complianceOf } from './compliance.ts';
import { withoutCovered } from './covers.ts';
import { cvssScore, severityOf } from './cvss.ts';
import { toEvidence } from './evidence.ts';
import { fingerprintOf } from './fingerprint.ts';
import { byUrgency } from './ranking.ts';

/** Rules weigh single cases by what they saw, and say that in the place’s sentence. */
const OTHER_THAN_USUAL = 'The score is that of the usual case; this one was weighed by what was seen.';

/** Exchanges shown with a finding; further places are listed without theirs. */
const SHOWN_EXCHANGES = 3;

/** Detections of one rule and cause become one finding; the most telling place speaks for it. Ranked, and not redacted yet. */
export async function toFindings(
  runs: readonly RuleRun[],
  surface: Surface,
  guides: ReadonlyMap<string, Guide>,
): Promise<Finding[]> {
  const breathe = createBreath();
  const findings: Finding[] = [];
  for (const run of runs) {
    for (const group of byCause(run.detections)) {
      const locations: FindingLocation[] = [];
      for (const detection of group) {
        await breathe();
        locations.push(toLocation(run.rule.id, detection, surface));
      }
      findings.push({ ...toFinding(run, group, surface, locations), ...frozen(guides.get(run.rule.id)) });
    }
  }
  return withoutCovered(findings).sort(byUrgency);
}

/** What a report shows of a guide, kept as it is today: pages change, results do not. */
function frozen(guide: Guide | undefined): Pick<Finding, 'guide'> {
  if (!guide) return {};
  const { explain, framework, credential, fix } = guide;
  return {
    guide: {
      command: explain,
      ...(framework ? { framework } : {}),
      ...(credential ? { credential } : {}),
      remediation: fix,
    },
  };
}

function byCause(detections: readonly Placed[]): [Placed, ...Placed[]][] {
  const groups = new Map<string, [Placed, ...Placed[]]>();
  for (const detection of detections) {
    const group = groups.get(detection.cause ?? '');
    if (group) group.push(detection);
    else groups.set(detection.cause ?? '', [detection]);
  }
  return [...groups.values()];
}

function toFinding(
  { check, rule }: RuleRun,
  group: readonly [Placed, ...Placed[]],
  surface: Surface,
  locations: FindingLocation[],
): Finding {
  const [worst] = group;
  const shown = (proof: Proof) => toEvidence(proof, surface.identities);
  return {
    fingerprint: fingerprintOf(rule.id, worst.cause ?? ''),
    rule: rule.id,
    check: check.id,
    severity: worst.severity,
    ...reasonOf(rule, worst),
    confidence: worst.confidence,
    title: rule.title,
    description: rule.description,
    remediation: rule.remediation,
    cwe: [...rule.cwe],
    owasp: check.owasp,
    cvss: { vector: rule.cvss, score: cvssScore(rule.cvss) },
    compliance: complianceOf(check.id),
    locations,
    evidence: worst.proof.slice(0, SHOWN_EXCHANGES).map(shown),
    ...unlockedBy(group),
    ...(worst.control ? { control: toControl(worst.control, shown) } : {}),
  };
}

function unlockedBy(group: readonly Placed[]): Pick<Finding, 'unlocks'> {
  const unlocks = [...new Set(group.flatMap(({ unlocks = [] }) => unlocks))].sort();
  return unlocks.length > 0 ? { unlocks } : {};
}

/** Said wherever the severity shown is not the band of the score: the vector is that of the usual case. */
function reasonOf(rule: RuleFacts, { severity, severityReason }: Placed): Pick<Finding, 'severityReason'> {
  if (severityOf(cvssScore(rule.cvss)) === severity) return {};
  const usual = severity === rule.severity ? rule.severityReason : undefined;
  return { severityReason: severityReason ?? usual ?? OTHER_THAN_USUAL };
}

function toControl(
  control: Control,
  shown: (proof: Proof) => FindingEvidence,
): NonNullable<Finding['control']> {
  return 'fact' in control ? { fact: control.fact } : shown(control);
}

function toLocation(rule: string, detection: Placed, { spec }: Surface): FindingLocation {
  const { operation, place, cause = '' } = detection;
  const { request } = detection.proof[0].exchange;
  return {
    fingerprint: fingerprintOf(rule, cause, place),
    ...(operation ? { operation: operation.id } : {}),
    method: request.method,
    url: detection.url ?? request.url,
    evidenceSummary: detection.evidenceSummary,
    ...(spec && operation?.pointer
      ? { spec: specPlace(operation.document ?? spec.uri, operation.pointer, operation.line) }
      : {}),
  };
}

function specPlace(uri: string, pointer: string, line: number | undefined): FindingLocation['spec'] {
  return { uri, pointer, ...(line === undefined ? {} : { line }) };
}

import { placeName } from '../findings/place-name.ts';
import { plain } from '../findings/plain.ts';
import type { CheckOutcome, Finding, RuleOutcome, ScanResult } from '../result.ts';
import type { Reporter } from './context.ts';

/** JUnit XML as Jenkins and GitLab read it: a suite per check, a case per rule. Info findings do not fail a case. */
export const junit: Reporter = (result) => {
  const suites = result.checks.map((check) => toSuite(check, result));
  const cases = result.checks.flatMap((check) => check.rules);
  const counts = `tests="${cases.length}" failures="${total(result, 'failed')}" errors="${total(result, 'errored')}" time="${(result.durationMs / 1000).toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="middlebrick" ${counts}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
};

function total(result: ScanResult, status: RuleOutcome['status']): number {
  return result.checks.reduce((sum, check) => sum + countIn(check, result, status), 0);
}

function countIn(check: CheckOutcome, result: ScanResult, status: RuleOutcome['status']): number {
  return check.rules.filter((rule) => effective(rule, result) === status).length;
}

/** What the case says: a rule whose findings are all accepted or only informational has not failed. */
function effective(rule: RuleOutcome, result: ScanResult): RuleOutcome['status'] {
  return rule.status === 'failed' && failing(rule, result).length === 0 ? 'passed' : rule.status;
}

function failing(rule: RuleOutcome, { findings }: ScanResult): Finding[] {
  return findings.filter((one) => one.rule === rule.rule && !one.suppressed && one.severity !== 'info');
}

function toSuite(check: CheckOutcome, result: ScanResult): string {
  const count = (status: RuleOutcome['status']) => countIn(check, result, status);
  return [
    `  <testsuite name="${escapeXml(check.id)}" tests="${check.rules.length}" failures="${count('failed')}" errors="${count('errored')}" skipped="${count('skipped')}" time="0" timestamp="${result.startedAt.replace(/\.\d+Z$/, '')}" hostname="${escapeXml(new URL(result.target.url).hostname)}">`,
    ...check.rules.map((rule) => toCase(check, rule, result)),
    '  </testsuite>',
  ].join('\n');
}

function toCase(check: CheckOutcome, rule: RuleOutcome, result: ScanResult): string {
  const open = `    <testcase classname="${escapeXml(check.id)}" name="${escapeXml(rule.rule)}" time="0"`;
  const status = effective(rule, result);
  if (status === 'passed') return `${open}/>`;
  const reason = escapeXml(rule.reason ?? '');
  if (status === 'skipped') return `${open}><skipped message="${reason}"/></testcase>`;
  if (status === 'errored') return `${open}><error message="${reason}" type="errored"/></testcase>`;
  const failures = failing(rule, result);
  const message = escapeXml(`${failures[0]?.severity}: ${rule.title}`);
  return `${open}><failure message="${message}" type="${escapeXml(failures[0]?.severity ?? '')}">${escapeXml(failures.map(describe).join('\n\n'))}</failure></testcase>`;
}

function describe(finding: Finding): string {
  const places = finding.locations.map((place) => `${placeName(place)}: ${place.evidenceSummary}`);
  return [
    ...places,
    `Fix: ${finding.remediation}`,
    finding.evidence[0]?.curl ?? '',
    `Fingerprint: ${finding.fingerprint}`,
  ].join('\n');
}

/** XML 1.0 section 2.2: most control characters cannot stand in a document even as references. */
export function escapeXml(value: string): string {
  return plain(value)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

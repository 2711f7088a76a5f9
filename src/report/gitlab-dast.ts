import { placeName } from '../findings/place-name.ts';
import type { Finding, FindingEvidence, FindingLocation, ScanResult, Severity } from '../result.ts';
import { HOMEPAGE } from '../version.ts';
import { blindSpots } from './blind-spots.ts';
import type { Reporter } from './context.ts';
import { jsonText } from './json-text.ts';
import { clip, oneLine } from './layout.ts';
import { code, plainText } from './markdown.ts';
import { counted, cweUrl, explainCommand, gradeInWords, openFindings } from './words.ts';

/** The schema that the report follows; GitLab 15.0 and later take it. */
const SCHEMA_VERSION = '15.0.7';
const SCHEMA = `https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v${SCHEMA_VERSION}/dist/dast-report-format.json`;

/** Lengths in characters to that schema. */
const MAX_NAME = 255;
const MAX_SOLUTION = 7_000;
/** Further locations that one vulnerability lists; how many more there are is said. */
const MAX_LOCATIONS = 100;

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

/**
 * GitLab's DAST report (security report schema 15): a vulnerability for each root cause, with the exchange that proves
 * it. GitLab knows one again by its first identifier and its method and path, so that these hold no values of the scan.
 */
export const gitlabDast: Reporter = (result) => {
  const taken = new Set<string>();
  return jsonText({
    version: SCHEMA_VERSION,
    schema: SCHEMA,
    scan: scanOf(result),
    vulnerabilities: openFindings(result).map((finding) => vulnerability(finding, taken)),
  });
};

function scanOf(result: ScanResult) {
  const started = Date.parse(result.startedAt);
  const program = {
    id: 'middlebrick',
    name: 'middlebrick',
    url: HOMEPAGE,
    version: result.tool.version,
    vendor: { name: 'middlebrick' },
  };
  const { origin } = new URL(result.target.url);
  return {
    analyzer: program,
    scanner: program,
    type: 'dast',
    start_time: time(started),
    end_time: time(started + result.durationMs),
    status: result.partial === undefined ? 'success' : 'failure',
    messages: [
      { level: 'info', value: oneLine(`${gradeInWords(result.score)}; ${result.score.label}`) },
      ...[result.partial ?? []].flat().map((why) => ({ level: 'warn', value: oneLine(`Partial: ${why}`) })),
      ...blindSpots(result).map((says) => ({ level: 'warn', value: oneLine(says) })),
    ],
    scanned_resources: result.operations
      .filter(({ status, method, path }) => status !== 'skipped' && method !== '' && path.startsWith('/'))
      .map(({ method, path }) => ({ method, url: `${origin}${path}`, type: 'url' })),
  };
}

/** ISO 8601 without fractions and zone, in UTC. */
function time(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

function vulnerability(finding: Finding, taken: Set<string>) {
  const [place] = finding.locations as [FindingLocation, ...FindingLocation[]];
  const [shown] = finding.evidence;
  const [cwe] = finding.cwe;
  return {
    id: finding.fingerprint,
    name: clip(finding.title, MAX_NAME),
    description: descriptionOf(finding, place),
    severity: SEVERITY[finding.severity],
    solution: clip(finding.remediation, MAX_SOLUTION),
    identifiers: [
      { type: 'middlebrick', name: `middlebrick ${finding.rule}`, value: finding.rule },
      ...finding.cwe.map((id) => ({ type: 'cwe', name: `CWE-${id}`, value: String(id), url: cweUrl(id) })),
      { type: 'owasp', name: finding.owasp, value: finding.owasp.split(' ')[0] ?? finding.owasp },
    ],
    ...(cwe === undefined ? {} : { links: [{ name: `CWE-${cwe}`, url: cweUrl(cwe) }] }),
    location: locationOf(finding, place, taken),
    ...(shown ? { evidence: evidenceOf(finding, place, shown) } : {}),
    details: detailsOf(finding, shown),
  };
}

/** GitLab shows it as its own Markdown. */
function descriptionOf(finding: Finding, place: FindingLocation): string {
  return [
    plainText(finding.description),
    `${code(placeName(place))}: ${plainText(place.evidenceSummary)}`,
    `More: ${code(explainCommand(finding))}`,
  ].join('\n\n');
}

function locationOf(finding: Finding, place: FindingLocation, taken: Set<string>) {
  const { origin, pathname } = new URL(place.url);
  // The template, where the operation is known: identifiers of this scan's objects are others the next time.
  const path = /^\S+ (\/\S*)/.exec(place.operation ?? '')?.[1] ?? pathname;
  const same = JSON.stringify([finding.rule, place.method, path]);
  const isSecond = taken.has(same);
  taken.add(same);
  return {
    hostname: origin,
    method: place.method,
    path,
    // Two causes at one place would be one vulnerability.
    ...(isSecond ? { param: finding.fingerprint } : {}),
  };
}

function evidenceOf(finding: Finding, place: FindingLocation, shown: FindingEvidence) {
  const { control, evidence } = finding;
  const supporting = [
    ...evidence.slice(1),
    ...(control && !('fact' in control) ? [{ ...control, note: `Control: ${control.note}` }] : []),
  ];
  return {
    source: { id: `middlebrick:${finding.rule}`, name: 'middlebrick', url: HOMEPAGE },
    summary: oneLine(place.evidenceSummary),
    ...messages(shown),
    ...(supporting.length === 0
      ? {}
      : {
          supporting_messages: supporting.map((one) => ({
            name: oneLine(one.note) || 'Further exchange',
            ...messages(one),
          })),
        }),
  };
}

/** A request without an answer has none to show. */
function messages({ request, response }: FindingEvidence) {
  return {
    request: {
      method: request.method,
      url: request.url,
      headers: headersOf(request.headers),
      ...(request.body === undefined ? {} : { body: request.body }),
    },
    ...(response.status === 0
      ? {}
      : {
          response: {
            status_code: response.status,
            reason_phrase: '',
            headers: headersOf(response.headers),
            body: response.body,
          },
        }),
  };
}

function headersOf(headers: FindingEvidence['request']['headers']) {
  return headers.filter(([name]) => name !== '').map(([name, value]) => ({ name, value }));
}

function detailsOf(finding: Finding, shown: FindingEvidence | undefined) {
  const listed = finding.locations.slice(0, MAX_LOCATIONS);
  const more = finding.locations.length - listed.length;
  const texts = [
    ...listed.map((place) => oneLine(`${placeName(place)}: ${place.evidenceSummary}`)),
    ...(more > 0 ? [`and ${counted(more, 'more location')}`] : []),
  ];
  return {
    locations: {
      name: counted(finding.locations.length, 'location'),
      type: 'list',
      items: texts.map((value) => ({ type: 'text', value })),
    },
    confidence: { name: 'Confidence', type: 'text', value: finding.confidence },
    cvss: {
      name: 'CVSS 4.0',
      type: 'text',
      value: `${finding.cvss.score.toFixed(1)} ${finding.cvss.vector}`,
    },
    ...(finding.severityReason === undefined
      ? {}
      : { severity: { name: 'Severity', type: 'text', value: oneLine(finding.severityReason) } }),
    ...(shown ? { curl: { name: 'Reproduce', type: 'code', lang: 'sh', value: shown.curl } } : {}),
  };
}

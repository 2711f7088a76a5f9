import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import type { Finding, FindingEvidence, FindingLocation, ScanResult } from '../result.ts';
import type { Reporter } from './context.ts';
import { placeName } from './words.ts';

const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' } as const;

/** SARIF 2.1.0 (OASIS) as GitHub code scanning accepts it: repository-relative places, fingerprints, help texts. */
export const sarif: Reporter = (result) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [toRun(result)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function toRun(result: ScanResult): Run {
  const rules = [...new Map(result.findings.map((finding) => [finding.rule, finding])).values()];
  return {
    tool: {
      driver: {
        name: 'middlebrick',
        semanticVersion: result.tool.version,
        rules: rules.map(toDescriptor),
      },
    },
    automationDetails: { id: `middlebrick/${new URL(result.target.url).host}/` },
    invocations: [{ executionSuccessful: result.partial === undefined, startTimeUtc: result.startedAt }],
    columnKind: 'utf16CodeUnits',
    results: result.findings.flatMap((finding) =>
      finding.locations.map((place) => toResult(finding, place, result)),
    ),
    properties: { score: result.score.value, grade: result.score.grade, coverage: result.score.coverage },
  };
}

function toDescriptor(finding: Finding): ReportingDescriptor {
  const { guide } = finding;
  const references = `${finding.cwe.map((id) => `CWE-${id}`).join(', ')} · ${finding.owasp}`;
  return {
    id: finding.rule,
    name: finding.rule.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: finding.title },
    fullDescription: { text: finding.meaning },
    help: {
      text: [
        finding.meaning,
        `Fix: ${finding.fix}`,
        ...(guide ? [`Guide: ${guide.explain}`] : []),
        references,
      ].join('\n\n'),
      markdown: [
        finding.meaning,
        `**Fix.** ${finding.fix}`,
        ...(guide && guide.fix !== finding.fix ? [guide.fix] : []),
        ...(guide ? [`The whole guide: \`${guide.explain}\``] : []),
        references,
      ].join('\n\n'),
    },
    helpUri: `https://cwe.mitre.org/data/definitions/${finding.cwe[0]}.html`,
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: {
      tags: ['security', 'api', ...finding.cwe.map((id) => `external/cwe/cwe-${id}`)],
      // GitHub ranks by this; it wants a string.
      'security-severity': finding.cvss.score.toFixed(1),
      precision:
        finding.confidence === 'confirmed'
          ? 'very-high'
          : finding.confidence === 'likely'
            ? 'high'
            : 'medium',
    },
  };
}

function toResult(finding: Finding, place: FindingLocation, result: ScanResult): Result {
  const [first] = finding.evidence;
  return {
    ruleId: finding.rule,
    level: LEVELS[finding.severity],
    message: { text: `${finding.title}: ${place.saw} (${placeName(place)})` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: artifactOf(place, result) },
          region: { startLine: place.spec?.line ?? 1 },
        },
        logicalLocations: [{ fullyQualifiedName: placeName(place), kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'middlebrick/v1': place.fingerprint },
    ...(finding.suppressed
      ? { suppressions: [{ kind: 'external', justification: finding.suppressed.reason }] }
      : {}),
    ...(first ? { webRequest: toRequest(first), webResponse: toResponse(first) } : {}),
    properties: { confidence: finding.confidence, severity: finding.severity },
  };
}

/** GitHub refuses URLs as artifacts: the spec file where it is one of the repository, else the path as a name. */
function artifactOf(place: FindingLocation, result: ScanResult): string {
  const spec = place.spec?.uri ?? result.surface.spec?.uri;
  if (spec !== undefined && !/^[a-z]+:\/\//i.test(spec) && !spec.startsWith('/')) return encodeURI(spec);
  const { pathname } = new URL(place.url);
  return `api${pathname === '/' ? '/index' : pathname.replace(/\/+$/, '')}`.replace(/\/{2,}/g, '/');
}

function toRequest({ request }: FindingEvidence): Result['webRequest'] {
  const { pathname, protocol } = new URL(request.url);
  return {
    protocol: protocol.replace(':', ''),
    method: request.method,
    target: pathname,
    headers: Object.fromEntries(request.headers),
    ...(request.body === undefined ? {} : { body: { text: request.body } }),
  };
}

function toResponse({ response }: FindingEvidence): Result['webResponse'] {
  return {
    statusCode: response.status,
    protocol: 'http',
    version: response.httpVersion,
    headers: Object.fromEntries(response.headers),
    body: { text: response.body },
  };
}

import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import { scoreWithin } from '../findings/cvss.ts';
import type { Finding, FindingEvidence, FindingLocation, ScanResult } from '../result.ts';
import type { ReportContext, Reporter } from './context.ts';
import { jsonText } from './json-text.ts';
import { code, plainText } from './markdown.ts';
import { asUri, repositoryPlace } from './repository-place.ts';
import { placeName } from './words.ts';

const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' } as const;

/** GitHub shows this many results of a run; with more than 25,000 it refuses the file. Findings are ranked. */
const MAX_RESULTS = 5_000;
/** GitHub shows this many tags of a rule; with more than 20 it refuses the file. */
const MAX_TAGS = 10;
/** Length in characters of the descriptions of a rule, to GitHub. */
const MAX_DESCRIPTION = 1_024;

/**
 * SARIF 2.1.0 (OASIS) as GitHub code scanning accepts it: repository-relative places, fingerprints, help texts.
 * It names no category (`automationDetails`): one in the file would overrule the one that the uploader gives.
 */
export const sarif: Reporter = (result, context) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [toRun(result, context)],
  };
  return jsonText(log);
};

function toRun(result: ScanResult, context: ReportContext): Run {
  const rules = [...new Map(result.findings.map((finding) => [finding.rule, finding])).values()];
  return {
    tool: {
      driver: {
        name: 'middlebrick',
        semanticVersion: result.tool.version,
        rules: rules.map(toDescriptor),
      },
    },
    invocations: [{ executionSuccessful: result.partial === undefined, startTimeUtc: result.startedAt }],
    columnKind: 'utf16CodeUnits',
    results: result.findings
      .flatMap((finding) => finding.locations.map((place) => toResult(finding, place, result, context)))
      .slice(0, MAX_RESULTS),
    properties: {
      target: result.target.url,
      score: result.score.value,
      grade: result.score.grade,
      coverage: result.score.coverage,
      label: result.score.label,
      ...(result.score.withheld === undefined ? {} : { withheld: result.score.withheld }),
      ...(result.score.partial === undefined ? {} : { partial: result.score.partial }),
    },
  };
}

function toDescriptor(finding: Finding): ReportingDescriptor {
  const { guide } = finding;
  const references = [...finding.cwe.map((id) => `CWE-${id}`), finding.owasp].join(' · ');
  const [cwe] = finding.cwe;
  return {
    id: finding.rule,
    name: finding.rule.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: described(finding.title, finding.rule) },
    fullDescription: { text: described(finding.description, finding.title, finding.rule) },
    help: {
      text: [
        finding.description,
        `Fix: ${finding.remediation}`,
        ...(guide ? [`Guide: ${guide.command}`] : []),
        references,
      ].join('\n\n'),
      markdown: [
        plainText(finding.description),
        `**Fix.** ${plainText(finding.remediation)}`,
        // Markdown of our own guides.
        ...(guide && guide.remediation !== finding.remediation ? [guide.remediation] : []),
        plainText(references),
        `More: ${code(guide?.command ?? `middlebrick explain ${finding.rule}`)}`,
      ].join('\n\n'),
    },
    ...(cwe === undefined ? {} : { helpUri: `https://cwe.mitre.org/data/definitions/${cwe}.html` }),
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: {
      tags: ['security', 'api', ...finding.cwe.map((id) => `external/cwe/cwe-${id}`)].slice(0, MAX_TAGS),
      // GitHub ranks by this and shows its band as the severity; it wants a string over 0.0.
      'security-severity': Math.max(0.1, scoreWithin(finding.severity, finding.cvss.score)).toFixed(1),
      precision:
        finding.confidence === 'confirmed'
          ? 'very-high'
          : finding.confidence === 'likely'
            ? 'high'
            : 'medium',
    },
  };
}

/** The first text that says anything: GitHub refuses empty descriptions, and cuts long ones itself, badly. */
function described(...texts: readonly string[]): string {
  const text = texts.find((one) => one.trim() !== '') ?? 'middlebrick';
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 1)}…`;
}

function toResult(
  finding: Finding,
  place: FindingLocation,
  result: ScanResult,
  context: ReportContext,
): Result {
  const { path, line } = repositoryPlace(place, result, context);
  const shown = evidenceOf(finding, place);
  return {
    ruleId: finding.rule,
    level: LEVELS[finding.severity],
    message: { text: `${finding.title}: ${place.evidenceSummary} (${placeName(place)})` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: asUri(path) },
          region: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: placeName(place), kind: 'resource' }],
      },
    ],
    // GitHub looks at the first only, and would else make it of a line that many findings share.
    partialFingerprints: {
      primaryLocationLineHash: `${place.fingerprint}:1`,
      'middlebrick/v1': place.fingerprint,
    },
    ...baselineState(place, context),
    ...(finding.suppressed
      ? { suppressions: [{ kind: 'external', justification: finding.suppressed.reason }] }
      : {}),
    ...(shown ? { webRequest: toRequest(shown), webResponse: toResponse(shown) } : {}),
    properties: { confidence: finding.confidence, severity: finding.severity, url: place.url },
  };
}

/** Known findings stay in the file: left out, GitHub would take them for mended. */
function baselineState(place: FindingLocation, { baseline }: ReportContext): Pick<Result, 'baselineState'> {
  if (!baseline) return {};
  const known = baseline.places.some(({ fingerprint }) => fingerprint === place.fingerprint);
  return { baselineState: known ? 'unchanged' : 'new' };
}

/** The exchange of this very place; another place's would be shown as this one's proof. */
function evidenceOf({ evidence, locations }: Finding, place: FindingLocation): FindingEvidence | undefined {
  const own = evidence.find(({ request }) => request.url === place.url && request.method === place.method);
  return own ?? (locations.length === 1 ? evidence[0] : undefined);
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
  if (response.status === 0) return { noResponseReceived: true };
  return {
    statusCode: response.status,
    protocol: 'http',
    version: response.httpVersion,
    headers: Object.fromEntries(response.headers),
    body: { text: response.body },
  };
}

import type { Location, Log, Result, Run } from 'sarif';
import { placeName } from '../findings/place-name.ts';
import type { Finding, FindingEvidence, FindingLocation, ScanResult } from '../result.ts';
import { HOMEPAGE } from '../version.ts';
import type { ReportContext, Reporter } from './context.ts';
import { jsonText } from './json-text.ts';
import { asUri, repositoryPlace } from './repository-place.ts';
import { LEVELS, ruleIdOf, scoreShown, toDescriptor } from './sarif-rule.ts';
import { counted, explainCommand } from './words.ts';

/** GitHub shows this many results of a run; with more than 25,000 it refuses the file. Findings are ranked. */
const MAX_RESULTS = 5_000;
/** GitHub reads a hundred locations of a result: the first, and these beside it. */
const MAX_RELATED = 99;
/** Locations that the message names; a reader of an alert goes no further. */
const NAMED = 10;

/**
 * SARIF 2.1.0 (OASIS) as GitHub code scanning accepts it: one result a root cause, repository-relative places,
 * fingerprints, help texts.
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
  const shown = result.findings.slice(0, MAX_RESULTS);
  const rules = new Map<string, Finding>();
  for (const finding of shown) if (!rules.has(ruleIdOf(finding))) rules.set(ruleIdOf(finding), finding);
  const ids = [...rules.keys()];
  return {
    tool: {
      driver: {
        name: 'middlebrick',
        semanticVersion: result.tool.version,
        informationUri: HOMEPAGE,
        rules: [...rules.values()].map(toDescriptor),
      },
    },
    automationDetails: { id: `${categoryOf(result, context)}/`, ...guidOf(result) },
    invocations: [invocationOf(result)],
    columnKind: 'utf16CodeUnits',
    results: shown.map((finding) => toResult(finding, ids.indexOf(ruleIdOf(finding)), result, context)),
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

/** What tells scans of several APIs apart: GitHub closes the alerts of a category that its next upload does not have. */
function categoryOf({ target }: ScanResult, { sarifCategory }: ReportContext): string {
  const { host, pathname } = new URL(target.url);
  return (sarifCategory ?? `middlebrick/${host}${pathname}`).replace(/(?<!\/)\/+$/, '');
}

function guidOf({ id }: ScanResult): { guid?: string } {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? { guid: id } : {};
}

function invocationOf({
  startedAt,
  durationMs,
  partial,
}: ScanResult): NonNullable<Run['invocations']>[number] {
  const ended = new Date(Date.parse(startedAt) + durationMs);
  return {
    executionSuccessful: partial === undefined,
    startTimeUtc: startedAt,
    ...(Number.isNaN(ended.getTime()) ? {} : { endTimeUtc: ended.toISOString() }),
    ...(partial === undefined
      ? {}
      : {
          toolExecutionNotifications: [
            {
              level: 'warning' as const,
              message: { text: unlinked(`The scan did not come to its end: ${partial}.`) },
            },
          ],
        }),
  };
}

function toResult(finding: Finding, ruleIndex: number, result: ScanResult, context: ReportContext): Result {
  const [place, ...others] = finding.locations as [FindingLocation, ...FindingLocation[]];
  const related = others.slice(0, MAX_RELATED);
  const [shown] = finding.evidence;
  return {
    ruleId: ruleIdOf(finding),
    ruleIndex,
    level: LEVELS[finding.severity],
    rank: Math.round(scoreShown(finding) * 10),
    message: { text: messageOf(finding, place, others) },
    locations: [toLocation(place, result, context)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, index) => ({
            id: index + 1,
            ...toLocation(other, result, context),
            message: { text: unlinked(other.evidenceSummary || placeName(other)) },
          })),
        }),
    // GitHub looks at the first only, and would else make it of a line that many findings share.
    partialFingerprints: {
      primaryLocationLineHash: `${finding.fingerprint}:1`,
      'middlebrick/v2': finding.fingerprint,
    },
    ...baselineState(finding, context),
    ...(finding.suppressed
      ? { suppressions: [{ kind: 'external', justification: finding.suppressed.reason }] }
      : {}),
    ...(shown ? { webRequest: toRequest(shown), webResponse: toResponse(shown) } : {}),
    properties: {
      confidence: finding.confidence,
      severity: finding.severity,
      'security-severity': scoreShown(finding).toFixed(1),
      ...(finding.severityReason === undefined ? {} : { severityReason: finding.severityReason }),
      rule: finding.rule,
      url: place.url,
      locations: finding.locations.length,
      command: explainCommand(finding),
    },
  };
}

/** GitHub links to related locations where the message names them by their id. */
function messageOf(finding: Finding, place: FindingLocation, others: readonly FindingLocation[]): string {
  const first = unlinked(`${finding.title}: ${place.evidenceSummary} (${placeName(place)})`);
  if (others.length === 0) return first;
  const named = others.slice(0, NAMED).map((other, index) => `[${literal(placeName(other))}](${index + 1})`);
  const rest = others.length - named.length;
  const more = rest > 0 ? ` and ${counted(rest, 'more location')}` : '';
  return `${first} Also at ${named.join(', ')}${more}.`;
}

/** Text whose every bracket is only one: SARIF makes a link of `[text](1)` (section 3.11.6). */
function unlinked(text: string): string {
  return text.includes('](') ? literal(text) : text;
}

function literal(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&');
}

function toLocation(place: FindingLocation, result: ScanResult, context: ReportContext): Location {
  const { path, line } = repositoryPlace(place, result, context);
  return {
    physicalLocation: {
      artifactLocation: { uri: asUri(path) },
      region: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
    },
    logicalLocations: [{ fullyQualifiedName: placeName(place), kind: 'resource' }],
  };
}

/** Known findings stay in the file: left out, GitHub would take them for fixed. */
function baselineState({ locations }: Finding, { baseline }: ReportContext): Pick<Result, 'baselineState'> {
  if (!baseline) return {};
  const places = new Set(baseline.places.map(({ fingerprint }) => fingerprint));
  const known = locations.filter(({ fingerprint }) => places.has(fingerprint)).length;
  return { baselineState: known === 0 ? 'new' : known === locations.length ? 'unchanged' : 'updated' };
}

function toRequest({ request }: FindingEvidence): Result['webRequest'] {
  const { pathname, search, protocol } = new URL(request.url);
  return {
    protocol: protocol.replace(':', ''),
    method: request.method,
    target: pathname + search,
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

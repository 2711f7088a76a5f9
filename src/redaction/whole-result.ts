import { plain } from '../findings/plain.ts';
import type { FindingEvidence, ScanResult } from '../result.ts';
import type { RetentionResult } from '../retention/result.ts';
import type { Redactor } from './redactor.ts';

/** A report is read by people: past this an answer's body is cut. */
const EXCERPT_CHARACTERS = 2_000;

/** Texts of this project's rules, checks and guides: they quote nobody, and their samples are to be copied. */
const OUR_TEXTS: ReadonlySet<string> = new Set([
  'tool',
  'checks.title',
  'checks.owasp',
  'checks.rules.title',
  'findings.title',
  'findings.meaning',
  'findings.fix',
  'findings.guide',
  'findings.owasp',
  'findings.cvss',
  'findings.compliance',
  'findings.fingerprint',
  'findings.locations.fingerprint',
  'findings.also.title',
  'findings.also.fingerprint',
  'findings.also.locations.fingerprint',
]);
const EXCHANGES: ReadonlySet<string> = new Set(['findings.evidence', 'findings.control']);
/** A name or state of ours, such as `passed`: a user's password may be the same word. */
const ONE_WORD = /^[a-z][a-z-]*$/;

/**
 * The one exit: every text of a result passes here, whatever part of the scan it came from, before anybody keeps,
 * prints or sends it. A field that is added to the result is redacted without being named here.
 */
export function redactedResult<Result extends ScanResult | RetentionResult>(
  result: Result,
  redactor: Redactor,
): Result {
  return throughout(result, '', redactor) as Result;
}

function throughout(value: unknown, path: string, redactor: Redactor): unknown {
  if (typeof value === 'string') return ONE_WORD.test(value) ? value : plain(redactor.text(value));
  if (Array.isArray(value)) return value.map((one) => throughout(one, path, redactor));
  if (typeof value !== 'object' || value === null) return value;
  if (EXCHANGES.has(path) && 'curl' in value) return redactedEvidence(value as FindingEvidence, redactor);
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => {
      const place = path === '' ? key : `${path}.${key}`;
      return [key, OUR_TEXTS.has(place) ? held : throughout(held, place, redactor)];
    }),
  );
}

/** One exchange as it may be kept and shown: redacted, cut. */
function redactedEvidence(evidence: FindingEvidence, redactor: Redactor): FindingEvidence {
  const { request, response } = evidence;
  const shown = (value: string) => plain(redactor.text(value));
  const headers = (held: FindingEvidence['request']['headers']) =>
    redactor.headers(held).map(([name, value]): [string, string] => [plain(name), plain(value)]);
  return {
    ...evidence,
    note: shown(evidence.note),
    identity: shown(evidence.identity),
    curl: shown(evidence.curl),
    request: {
      ...request,
      method: shown(request.method),
      url: shown(request.url),
      headers: headers(request.headers),
      ...(request.body === undefined ? {} : { body: excerpt(shown(request.body)) }),
    },
    response: { ...response, headers: headers(response.headers), body: excerpt(shown(response.body)) },
  };
}

function excerpt(body: string): string {
  if (body.length <= EXCERPT_CHARACTERS) return body;
  return `${body.slice(0, EXCERPT_CHARACTERS)}\n… ${body.length - EXCERPT_CHARACTERS} more characters`;
}

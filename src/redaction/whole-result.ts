import { plain } from '../findings/plain.ts';
import { createBreath } from '../http/breath.ts';
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
  'findings.description',
  'findings.remediation',
  'findings.guide',
  'findings.owasp',
  'findings.cvss',
  'findings.compliance',
  'findings.fingerprint',
  'findings.locations.fingerprint',
  'findings.related.title',
  'findings.related.fingerprint',
  'findings.related.locations.fingerprint',
]);
const EXCHANGES: ReadonlySet<string> = new Set(['findings.evidence', 'findings.control']);
/** A name or state of ours, such as `passed`: a user's password may be the same word. */
const ONE_WORD = /^[a-z][a-z-]*$/;

/**
 * The one exit: every text of a result passes here, whatever part of the scan it came from, before anybody keeps,
 * prints or sends it. A field that is added to the result is redacted without being named here.
 */
export async function redactedResult<Result extends ScanResult | RetentionResult>(
  result: Result,
  redactor: Redactor,
): Promise<Result> {
  const breathe = createBreath();
  const pass: Pass = {
    async text(value) {
      await breathe();
      return plain(redactor.text(value));
    },
    async headers(held) {
      await breathe();
      return redactor.headers(held).map(([name, value]): [string, string] => [plain(name), plain(value)]);
    },
  };
  return (await throughout(result, '', pass)) as Result;
}

/** The redactor, which gives way to others between two texts: a large API has a hundred thousand. */
interface Pass {
  text(value: string): Promise<string>;
  headers(held: FindingEvidence['request']['headers']): Promise<[string, string][]>;
}

async function throughout(value: unknown, path: string, pass: Pass): Promise<unknown> {
  if (typeof value === 'string') return ONE_WORD.test(value) ? value : pass.text(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const held: unknown[] = [];
    for (const one of value) held.push(await throughout(one, path, pass));
    return held;
  }
  if (EXCHANGES.has(path) && 'curl' in value) return redactedEvidence(value as FindingEvidence, pass);
  const fields: [string, unknown][] = [];
  for (const [key, held] of Object.entries(value)) {
    const place = path === '' ? key : `${path}.${key}`;
    fields.push([key, OUR_TEXTS.has(place) ? held : await throughout(held, place, pass)]);
  }
  return Object.fromEntries(fields);
}

/** One exchange as it may be kept and shown: redacted, cut. */
async function redactedEvidence(evidence: FindingEvidence, pass: Pass): Promise<FindingEvidence> {
  const { request, response } = evidence;
  return {
    ...evidence,
    note: await pass.text(evidence.note),
    identity: await pass.text(evidence.identity),
    curl: await pass.text(evidence.curl),
    request: {
      ...request,
      method: await pass.text(request.method),
      url: await pass.text(request.url),
      headers: await pass.headers(request.headers),
      ...(request.body === undefined ? {} : { body: excerpt(await pass.text(request.body)) }),
    },
    response: {
      ...response,
      headers: await pass.headers(response.headers),
      body: excerpt(await pass.text(response.body)),
    },
  };
}

function excerpt(body: string): string {
  if (body.length <= EXCERPT_CHARACTERS) return body;
  return `${body.slice(0, EXCERPT_CHARACTERS)}\n… ${body.length - EXCERPT_CHARACTERS} more characters`;
}

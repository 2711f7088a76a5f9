import type { Proof } from '../checks/rule.ts';
import { toCurl } from '../http/curl.ts';
import { text } from '../http/exchange.ts';
import type { Redactor } from '../http/redact.ts';
import type { Identity } from '../identities/identity.ts';
import type { FindingEvidence } from '../result.ts';
import { plain } from './plain.ts';

/** A report is read by people: past this an answer's body is cut. */
const EXCERPT_CHARACTERS = 2_000;

/** One exchange as it may be kept and shown: redacted, cut, with its shell line. */
export function toEvidence(
  { exchange, note }: Proof,
  redactor: Redactor,
  identities: readonly Identity[],
): FindingEvidence {
  const { request, response } = exchange;
  const speaker = identities.find(({ name }) => name === exchange.identity);
  return {
    note: plain(redactor.text(note)),
    identity: exchange.identity,
    curl: redactor.sent(toCurl(request, speaker)),
    request: {
      method: request.method,
      url: redactor.sent(request.url),
      headers: request.headers.map(([name, value]): [string, string] => [name, redactor.sent(value)]),
      ...(request.body === undefined ? {} : { body: excerpt(redactor.sent(bodyText(request.body))) }),
    },
    response: {
      status: response.status,
      httpVersion: response.httpVersion,
      headers: redactor.headers(response.headers),
      body: excerpt(plain(redactor.text(text(response)))),
      bodyBytes: response.body.length,
      totalMs: Math.round(response.totalMs),
    },
  };
}

function bodyText(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

function excerpt(body: string): string {
  if (body.length <= EXCERPT_CHARACTERS) return body;
  return `${body.slice(0, EXCERPT_CHARACTERS)}\n… ${body.length - EXCERPT_CHARACTERS} more characters`;
}

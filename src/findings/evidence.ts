import type { Proof } from '../checks/rule.ts';
import { toCurl } from '../http/curl.ts';
import { sentText, text } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { beginningOf } from '../redaction/cut.ts';
import type { FindingEvidence } from '../result.ts';

/** What an excerpt can show of a body once secrets are taken out of it, the longest of them included. */
const LOOKED_AT_CHARACTERS = 20_000;

/** One exchange with its shell line. Nothing is redacted yet: `redactedResult` does that for a whole result. */
export function toEvidence({ exchange, note }: Proof, identities: readonly Identity[]): FindingEvidence {
  const { response } = exchange;
  const { request, status } = exchange.wire ?? { request: exchange.request, status: response.status };
  const speaker = identities.find(({ name }) => name === exchange.identity);
  return {
    note,
    identity: exchange.identity,
    curl: toCurl(request, speaker),
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers.map(([name, value]): [string, string] => [name, value]),
      ...(request.body === undefined ? {} : { body: beginning(sentText(request)) }),
    },
    response: {
      status,
      httpVersion: response.httpVersion,
      headers: response.headers.map(([name, value]): [string, string] => [name, beginning(value)]),
      body: beginning(text(response)),
      bodyBytes: response.body.length,
      totalMs: Math.round(response.totalMs),
    },
  };
}

function beginning(text: string): string {
  return beginningOf(text, LOOKED_AT_CHARACTERS);
}

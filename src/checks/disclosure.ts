import type { Surface } from '../discovery/surface.ts';
import type { Exchange, HttpResponse } from '../http/exchange.ts';
import { json, mediaType, sentText, text } from '../http/exchange.ts';
import { percentEncoded } from '../http/foreign-text.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import { wordEnd, wordStart } from '../redaction/cut.ts';
import type { Redactor } from '../redaction/redactor.ts';
import { createRedactor } from '../redaction/redactor.ts';
import type { Severity } from '../result.ts';
import type { Detection } from './rule.ts';

const CREDENTIAL_HEADER = /^(?:cookie|.*(?:token|api-?key|auth|secret).*)$/is;
const CREDENTIAL_IN_QUERY =
  /(?:&|(?<![^=&])[^=&?]*\?)(?=[^=&]*=)[^=&]*(?:token|key|auth|secret|session|sig)/i;

/** `password=`, `"passwd":`, `"pin": "1234"`: a login shows a user what is the user's own. */
const CREDENTIAL_IN_BODY = /(?:^|[&"'])(?:\w{0,20}pass(?:word|wd|phrase|code)?|pwd|pin|otp)["']?\s{0,3}[:=]/i;
/** Bodies of logins are short. */
const READ_OF_BODY = 4_000;

/** True when the request carried no credential of any kind, so that anybody gets this answer. */
export function readByAnybody({ identity, request }: Exchange): boolean {
  return (
    identity === 'anonymous' &&
    !CREDENTIAL_IN_BODY.test(sentText(request).slice(0, READ_OF_BODY)) &&
    !request.headers.some(([name]) => CREDENTIAL_HEADER.test(name)) &&
    !CREDENTIAL_IN_QUERY.test(request.url)
  );
}

const BINARY = /^(?:image|audio|video|font)\/|\/(?:zip|gzip|pdf|wasm|x-tar|x-7z-compressed|x-protobuf|grpc)/;

/** The body as text; empty for pictures, archives and the like. */
export function readableText({ response }: Exchange): string {
  return response.body.length === 0 || BINARY.test(mediaType(response)) ? '' : text(response);
}

const documents = new WeakMap<HttpResponse, boolean>();

/** True for API descriptions and their pages: what stands there are examples. */
export function isDocumentation(exchange: Exchange, surface: Surface): boolean {
  if (surface.publicDocuments.includes(exchange.request.url)) return true;
  const known = documents.get(exchange.response);
  if (known !== undefined) return known;
  const found = looksDocumented(exchange);
  documents.set(exchange.response, found);
  return found;
}

const DESCRIPTION = /["']?(?:openapi|swagger|asyncapi|\$schema|__schema)["']?\s*:/;

function looksDocumented({ response }: Exchange): boolean {
  const start = readableText({ response } as Exchange).slice(0, 4_000);
  if (/html/.test(mediaType(response)))
    return /swagger-ui|redoc|graphiql|graphql.?playground|apollo-server-landing-page|embeddable-sandbox|altair|scalar|rapidoc|stoplight/i.test(
      start,
    );
  if (!DESCRIPTION.test(start)) return false;
  const root = json(response);
  if (root === undefined) return true;
  return (
    typeof root === 'object' &&
    root !== null &&
    ['openapi', 'swagger', 'asyncapi', '$schema', 'data'].some((name) => Object.hasOwn(root, name))
  );
}

/** True when the value came from us: an echo is no leak. */
export function saidByUs({ request }: Exchange, value: string): boolean {
  const body = sentText(request);
  return (
    request.url.includes(value) ||
    request.url.includes(percentEncoded(value)) ||
    body.includes(value) ||
    request.headers.some(([, held]) => held.includes(value))
  );
}

/** Characters of an answer that a proof keeps around what it shows. */
const SHOWN_BEFORE = 200;
const SHOWN = 1_800;
/** A secret that begins before what is shown, or ends behind it, is known for one. */
const AROUND = 16_000;

/**
 * The exchange with the found values masked, and whatever else by name or shape is a secret; its body cut to what
 * surrounds the first of them: a report about a leak must not be one, and proofs must not keep whole answers in memory.
 */
export function showing(exchange: Exchange, values: readonly string[]): Exchange {
  const whole = readableText(exchange);
  const first = values.map((value) => whole.indexOf(value)).filter((at) => at >= 0);
  const at = first.length === 0 ? 0 : Math.min(...first);
  const from = at < SHOWN ? 0 : at - SHOWN_BEFORE;
  const cut = around(createRedactor([], values), whole, from);
  const body = Buffer.from(cut, 'utf8');
  const headers = exchange.response.headers.map(([name, held]): [string, string] => [
    name,
    /^content-type$/i.test(name) ? held.replace(/charset=[^;\s]+/i, 'charset=utf-8') : held,
  ]);
  return { ...exchange, response: { ...exchange.response, headers, body } };
}

function around(redactor: Redactor, whole: string, from: number): string {
  const start = Math.max(0, from - AROUND);
  const part = whole.slice(start, from + SHOWN + AROUND);
  const clean = from === 0 ? redactor.text(part) : redactor.from(part, from - start);
  const first = from === 0 ? 0 : wordStart(clean, 0);
  const isWhole = clean.length <= SHOWN && from + SHOWN + AROUND >= whole.length;
  const shown = clean.slice(first, clean.length <= SHOWN ? undefined : wordEnd(clean, SHOWN));
  return `${from > 0 ? '… ' : ''}${shown}${isWhole ? '' : ' …'}`;
}

/** What a passive rule found in one answer. */
export interface Disclosed {
  readonly evidenceSummary: string;
  readonly note: string;
  /** Shown masked. */
  readonly values: readonly string[];
  readonly cause?: string;
  /** Where anybody can read it. */
  readonly severity?: Severity;
  /** Where only an identity read it; such findings are `tentative`. */
  readonly toIdentity?: Severity;
}

/**
 * The detection for something that stands in an answer. Read by anybody it is a fact that no other request could
 * refute; read with a credential it may well be the reader's own. Severity follows from cause and confidence alone,
 * so that the order of answers cannot change it.
 */
export function disclosed(exchange: Exchange, surface: Surface, found: Disclosed): Detection {
  const operation = matchOperation(surface.operations, exchange.request.method, exchange.request.url);
  const proof = [{ exchange: showing(exchange, found.values), note: found.note }] as const;
  const seen = {
    ...(operation ? { operation } : {}),
    evidenceSummary: found.evidenceSummary,
    proof,
    ...(found.cause === undefined ? {} : { cause: found.cause }),
  };
  if (readByAnybody(exchange)) {
    const severity = found.severity ? { severity: found.severity } : {};
    return {
      ...seen,
      ...severity,
      confidence: 'confirmed',
      control: { fact: 'It is in the response to an unauthenticated request.' },
    };
  }
  const severity = found.toIdentity ?? found.severity;
  // What weighs nothing, since it is a user's own, stands in no finding about what everybody is shown.
  const cause = found.toIdentity === 'info' ? { cause: `${found.cause ?? ''} to a user`.trim() } : {};
  return { ...seen, ...cause, ...(severity ? { severity } : {}), confidence: 'tentative' };
}

/** `1 value`, `3 values`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

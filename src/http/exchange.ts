import { TextDecoder } from 'node:util';
import { createRecentViews } from './recent-views.ts';

/** Header lines in wire order and spelling; a name may stand more than once (RFC 9110 section 5.3). */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** What goes on the wire. The path and query of `url` are sent as written, never normalised. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: string | Uint8Array;
}

/** One certificate of the peer's chain. Times are ISO 8601. */
export interface PeerCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly subjectAltNames: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  readonly keyType: string;
  readonly keyBits: number;
  readonly signatureAlgorithm?: string;
  readonly sha256: string;
  /** Issuer and subject are the same, and its own key verifies it. */
  readonly selfSigned: boolean;
  readonly isCa?: boolean;
  /** Object identifiers; empty or absent means any use. */
  readonly extendedKeyUsage?: readonly string[];
  /** Where the certificate says its issuer can be fetched (RFC 5280 section 4.2.2.1). */
  readonly issuerUrls?: readonly string[];
}

/** What the handshake showed, read when the response head arrived. */
export interface TlsFacts {
  readonly protocol: string;
  readonly cipher: string;
  readonly alpn?: string;
  /** False when the chain or the name did not verify; `problem` then holds OpenSSL's code. */
  readonly trusted: boolean;
  readonly problem?: string;
  /** Set when the certificate is for other names, whatever else is wrong with it. */
  readonly nameProblem?: string;
  /** Leaf first; ends with a root of our own store where the chain led to one. */
  readonly chain: readonly PeerCertificate[];
}

export interface HttpResponse {
  readonly status: number;
  readonly httpVersion: string;
  readonly headers: HeaderList;
  /** Content coding removed; cut at the body cap. */
  readonly body: Uint8Array;
  /** True when the cap or the deadline cut the body. */
  readonly truncated: boolean;
  /** Milliseconds from the start of the request to the response head, and to its end. */
  readonly headMs: number;
  readonly totalMs: number;
  readonly remoteAddress?: string;
  readonly tls?: TlsFacts;
}

/** A request and its answer. A request without an answer is a TransportFailure, never an Exchange. */
export interface Exchange {
  readonly id: number;
  /** Name of the identity that spoke; `anonymous` when none did. */
  readonly identity: string;
  readonly request: HttpRequest;
  readonly response: HttpResponse;
  /** What went over the wire in place of `request`, and the status that came back, where a view lies between. */
  readonly wire?: { readonly request: HttpRequest; readonly status: number };
}

/** First value of a header, or undefined; names compare without case. */
export function header(headers: HeaderList, name: string): string | undefined {
  return headerValues(headers, name)[0];
}

/** Every value of a header, in wire order. */
export function headerValues(headers: HeaderList, name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}

/** Media type of a message, lower case, without parameters; empty when none was named. */
export function mediaType({ headers }: { readonly headers: HeaderList }): string {
  return (header(headers, 'content-type')?.split(';')[0] ?? '').trim().toLowerCase();
}

/** True for `application/json` and every `+json` type (RFC 6839 section 3.1). */
export function isJson(response: HttpResponse): boolean {
  return /[/+]json$/.test(mediaType(response));
}

/** Three answers of the longest kind: the text of an answer is as large as its body, or twice that. */
const texts = createRecentViews<HttpResponse, string>(6 * 1024 * 1024);

/** The body as text in the charset that the answer names; UTF-8 where it names none or an unknown one. */
export function text(response: HttpResponse): string {
  return texts.of(response, () => ({
    view: decoded(response, response.body),
    bytes: response.body.length,
  }));
}

/** The body of a request as text; empty where it has none. */
export function sentText({ body = '' }: Pick<HttpRequest, 'body'>): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

/** The first characters of the body as text, without reading the rest. */
export function textStart(response: HttpResponse, characters: number): string {
  // No charset writes a character, as JavaScript counts them, in more than four bytes.
  const most = characters * 4;
  const whole = response.body.length <= most;
  return (whole ? text(response) : decoded(response, response.body.subarray(0, most))).slice(0, characters);
}

function decoded({ headers }: HttpResponse, body: Uint8Array): string {
  const charset = /charset="?([^\s;"]{1,40})/i.exec(header(headers, 'content-type') ?? '')?.[1];
  return decoder(charset ?? 'utf-8').decode(body);
}

function decoder(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder('utf-8');
  }
}

/** By the length of their text; as values they weigh up to twenty times as much. */
const documents = createRecentViews<HttpResponse, unknown>(3 * 1024 * 1024);

/** The body as JSON whatever its media type says, or undefined when it is none. Parsed once, the largest not for long. */
export function json(response: HttpResponse): unknown {
  return documents.of(response, () => {
    const bytes = response.body.length;
    if (response.truncated || !JSON_START.test(textStart(response, JSON_START_CHARACTERS))) {
      return { view: undefined, bytes: 0 };
    }
    return { view: parse(text(response)), bytes };
  });
}

/** The body of a request as JSON; an empty object where it has none, or is none. */
export function requestJson({ body }: Pick<HttpRequest, 'body'>): unknown {
  try {
    return JSON.parse(String(body ?? '{}'));
  } catch {
    return {};
  }
}

/** What is no JSON shows it here: a page of megabytes need not be decoded for it. */
const JSON_START = /^\s*(?:[[{"\-\dtfn]|$)/;
const JSON_START_CHARACTERS = 64;

const BEGINS_JSON = new Set('[{"-0123456789tfn');

/** The first character that is no space; empty where there is none. `^\s*` would keep its way back through megabytes. */
export function firstCharacter(source: string): string {
  return source.charAt(source.search(/\S/));
}

/** No API nests like this, and whoever walks such a document runs out of stack or memory. */
const DEEPEST_JSON = 500;

function parse(source: string): unknown {
  if (!BEGINS_JSON.has(firstCharacter(source)) || isTooDeep(source)) return undefined;
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function isTooDeep(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (code === 0x22) at = closingQuote(source, at + 1);
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > DEEPEST_JSON) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}

/** Where the string that begins here ends; the end of the text where it does not. */
function closingQuote(source: string, from: number): number {
  for (let end = source.indexOf('"', from); end >= 0; end = source.indexOf('"', end + 1)) {
    let escapes = 0;
    while (end - escapes > from && source.charCodeAt(end - escapes - 1) === 0x5c) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return source.length;
}

/** 200 to 299. */
export function succeeded(exchange: Exchange): boolean {
  return exchange.response.status >= 200 && exchange.response.status < 300;
}

/** 401 or 403: the service saw no right to this. */
export function refused(exchange: Exchange): boolean {
  return exchange.response.status === 401 || exchange.response.status === 403;
}

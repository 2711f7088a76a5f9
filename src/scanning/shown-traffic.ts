import type { HttpResponse } from '../http/exchange.ts';
import { mediaType, sentText, textStart } from '../http/exchange.ts';
import type { Sent, SentOffer, SentRequest } from '../http/observed.ts';
import { beginningOf } from '../redaction/cut.ts';
import type { Redactor } from '../redaction/redactor.ts';
import { createRedactor } from '../redaction/redactor.ts';

/** What was sent and what came back, as it may be shown: secrets and personal facts are taken out. */
export type ShownTraffic = ShownRequest | ShownOffer;

export interface ShownOffer {
  readonly type: 'offer';
  readonly startedAt: number;
  readonly ms: number;
  readonly url: string;
  /** `TLSv1 offered: refused`. */
  readonly says: string;
}

export interface ShownRequest {
  readonly type: 'request';
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly ms: number;
  readonly identity: string;
  readonly method: string;
  readonly url: string;
  /** Absent where no answer came. */
  readonly status?: number;
  /** Length of the answer's body as it was read. */
  readonly bytes: number;
  /** Why no answer came. */
  readonly failure?: string;
  /** Headers and bodies, redacted when they are asked for: few who listen want them. */
  readonly details: () => RequestDetails;
}

export interface RequestDetails {
  readonly request: ShownMessage;
  readonly response?: ShownMessage & {
    readonly httpVersion: string;
    readonly headMs: number;
    readonly remoteAddress?: string;
  };
}

export interface ShownMessage {
  readonly headers: readonly (readonly [string, string])[];
  readonly mediaType: string;
  /** Absent where there is none, or none that is text. */
  readonly body?: string;
  readonly bodyBytes: number;
  /** True where `body` is only the beginning. */
  readonly isCut: boolean;
}

/** A body is shown up to this many characters: more is data, and redacting it takes time from the scan. */
const SHOWN_CHARACTERS = 8_192;

/** Makes what may be shown of what was sent. @param secrets those of the user and of the scan that are known by now */
export function shownTraffic(secrets: () => readonly string[]): (sent: Sent) => ShownTraffic {
  let known = '';
  let redactor: Redactor = createRedactor([]);
  return (sent) => {
    const now = secrets();
    const key = now.join('\n');
    if (key !== known) {
      known = key;
      redactor = createRedactor(now);
    }
    return sent.type === 'request' ? shownRequest(sent, redactor) : shownOffer(sent, redactor);
  };
}

function shownOffer({ startedAt, ms, offer, answer, failure }: SentOffer, { text }: Redactor): ShownOffer {
  const came =
    failure ?? (answer?.accepted ? answer.cipher : `refused${answer?.alert ? ` (${answer.alert})` : ''}`);
  return {
    type: 'offer',
    startedAt,
    ms,
    url: text(offer.url),
    says: text(`${offer.version} offered: ${came}`),
  };
}

function shownRequest(sent: SentRequest, redactor: Redactor): ShownRequest {
  const { request, response, identity, startedAt, ms, failure } = sent;
  return {
    type: 'request',
    startedAt,
    ms,
    identity: redactor.text(identity),
    method: redactor.text(request.method),
    url: redactor.text(request.url),
    bytes: response?.body.length ?? 0,
    ...(response ? { status: response.status } : {}),
    ...(failure === undefined ? {} : { failure: redactor.text(failure) }),
    details: () => ({
      request: sentMessage(sent, redactor),
      ...(response ? { response: answer(response, redactor) } : {}),
    }),
  };
}

function sentMessage({ request }: SentRequest, redactor: Redactor): ShownMessage {
  const { headers, body } = request;
  const type = mediaType(request);
  const bodyBytes = body === undefined ? 0 : typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  return {
    headers: redactor.headers(headers),
    mediaType: type,
    bodyBytes,
    ...(body === undefined || !(typeof body === 'string' || isText(type))
      ? { isCut: false }
      : shownBody(sentText(request), redactor)),
  };
}

function answer(response: HttpResponse, redactor: Redactor): NonNullable<RequestDetails['response']> {
  const type = mediaType(response);
  const isWhole = !response.truncated;
  const { body, isCut } = isText(type)
    ? shownBody(textStart(response, SHOWN_CHARACTERS + 1), redactor)
    : { isCut: false };
  return {
    headers: redactor.headers(response.headers),
    mediaType: type,
    bodyBytes: response.body.length,
    ...(body === undefined ? {} : { body }),
    isCut: isCut || !isWhole,
    httpVersion: response.httpVersion,
    headMs: response.headMs,
    ...(response.remoteAddress === undefined ? {} : { remoteAddress: response.remoteAddress }),
  };
}

/** A cut is made before redaction, between words: half a secret would not be known for one. */
function shownBody(text: string, redactor: Redactor): { body?: string; isCut: boolean } {
  if (text === '') return { isCut: false };
  const beginning = beginningOf(text, SHOWN_CHARACTERS);
  return { body: redactor.text(beginning), isCut: beginning.length < text.length };
}

/** Where nothing is named, it is mostly text. */
function isText(type: string): boolean {
  return (
    type === '' || /^text\/|[/+](?:json|xml|yaml|javascript|graphql|x-www-form-urlencoded|ndjson)$/.test(type)
  );
}

import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, json, mediaType, refused, succeeded, text } from '../http/exchange.ts';
import { isNode } from '../openapi/node.ts';
import { csvRecords } from './csv.ts';

/**
 * True when the service gave something real: 2xx with a body that is no error in disguise, no login or blocking
 * page, not empty, and not what unknown paths get too.
 */
export function servesContent(exchange: Exchange, surface: Pick<Surface, 'absent'>): boolean {
  return accepts(exchange, surface) && !isEmpty(exchange);
}

/** Like `servesContent`, but an empty answer (204, `{}`, `[]`) counts: for where another request is refused. */
export function accepts(exchange: Exchange, surface: Pick<Surface, 'absent'>): boolean {
  return (
    succeeded(exchange) &&
    !looksLikeRefusal(exchange) &&
    !looksLikeError(exchange) &&
    !surface.absent.matches(exchange)
  );
}

/** True when the service says that the asker may not, in whatever way: status, login redirect, soft 200, WAF page. */
export function looksLikeRefusal(exchange: Exchange): boolean {
  if (refused(exchange) || exchange.response.status === 407) return true;
  const { status, headers } = exchange.response;
  if (status >= 300 && status < 400) return LOGIN_PLACE.test(header(headers, 'location') ?? '');
  if (!succeeded(exchange)) return false;
  const value = json(exchange.response);
  if (isNode(value)) return !saysDone(value) && envelopes(value).some(saysRefused);
  if (/html/.test(mediaType(exchange.response))) return LOGIN_PAGE.test(text(exchange.response));
  const said = text(exchange.response);
  return said.length < SHORT_TEXT && REFUSAL_WORDS.test(said);
}

/** True for failures of any kind, also those that come with a 2xx status: `{"error": …}`, `{"success": false}`. */
export function looksLikeError(exchange: Exchange): boolean {
  if (exchange.response.status >= 400) return true;
  const value = json(exchange.response);
  if (!isNode(value)) return false;
  if (value.success === false || value.ok === false) return true;
  if (FAILED_STATUS.test(String(value.status ?? '')) && !hasPayload(value)) return true;
  const fault = value.error ?? value.errors ?? value.fault ?? value.exception ?? value.Error;
  return !isNothing(fault) && !hasPayload(value);
}

/** True for a body that holds nothing: no bytes, `null`, `{}`, `[]`, or an envelope around an empty list. */
export function isEmpty({ response }: Exchange): boolean {
  if (response.body.length === 0) return true;
  const value = json(response);
  // A table of nothing has its head.
  if (value === undefined) return text(response).trim() === '' || csvRecords(response)?.length === 0;
  return isNothing(value);
}

/**
 * True when two answers are the same thing served twice. What changes by itself does not count: times, nonces,
 * request ids, tokens. Bodies that are not JSON compare as text, with those parts taken out.
 */
export function sameAnswer(a: Exchange, b: Exchange): boolean {
  if (a.response.status !== b.response.status) return false;
  const [one, other] = [json(a.response), json(b.response)];
  if (one !== undefined && other !== undefined)
    return JSON.stringify(settled(one)) === JSON.stringify(settled(other));
  return withoutVolatile(text(a.response)) === withoutVolatile(text(b.response));
}

/** True when two answers have the same status, kind and structure, whatever their values. */
export function sameKind(a: Exchange, b: Exchange): boolean {
  if (a.response.status !== b.response.status || mediaType(a.response) !== mediaType(b.response))
    return false;
  const [one, other] = [json(a.response), json(b.response)];
  if (one === undefined || other === undefined) return (one === undefined) === (other === undefined);
  return shapeOf(one) === shapeOf(other);
}

type Fields = Readonly<Record<string, unknown>>;

/** Plain texts longer than this are documents that may well mention authorization. */
const SHORT_TEXT = 400;
const LOGIN_PLACE =
  /log-?in|sign-?in|sso|oauth|saml|authorize|\/auth(?:[/?]|$)|session\/new|account\/access/i;
const LOGIN_PAGE =
  /<input[^<>]+type=["']?password|request blocked|access denied|attention required|captcha|cf-error|<title>[^<]*(?:log ?in|sign ?in|forbidden|unauthori[sz]ed)/i;
const REFUSAL_WORDS =
  /unauthori[sz]ed|unauthenticated|not (?:authori[sz]ed|authenticated|logged ?in|signed ?in|allowed)|forbidden|access (?:is )?denied|permission denied|(?:log|sign) ?in (?:to|first|required)|(?:authentication|authori[sz]ation|credentials?|login|api[ -_]?key|token)[^.]{0,40}(?:required|missing|invalid|expired|not provided|needed)|(?:missing|invalid|expired|no|bad|provide an?) (?:valid )?(?:authentication|authori[sz]ation|credentials?|api[ -_]?key|access[ -_]?token|bearer|token|session)/i;
const REFUSAL_CODE =
  /^(?:401|403|40[13]\d{1,3}|unauthori[sz]ed|unauthenticated|forbidden|access_?denied|permission_?denied|invalid_token)$/i;
const FAILED_STATUS = /^(?:error|fail(?:ed|ure)?|unauthori[sz]ed|forbidden|denied|[45]\d\d)$/i;
const CODE_FIELDS = [
  'code',
  'status',
  'statusCode',
  'status_code',
  'errorCode',
  'error_code',
  'error',
  'type',
];
const SPEECH_FIELDS = [
  'error',
  'message',
  'msg',
  'detail',
  'details',
  'title',
  'reason',
  'description',
  'error_description',
  'errorMessage',
  'error_message',
];
const PAYLOAD_FIELDS = [
  'data',
  'result',
  'results',
  'items',
  'records',
  'rows',
  'content',
  'payload',
  'value',
];
/** An object with more fields than this is data that has a message, not a message. */
const ENVELOPE_FIELDS = 7;

function saysRefused(envelope: Fields): boolean {
  if (hasPayload(envelope) || Object.keys(envelope).length > ENVELOPE_FIELDS) return false;
  const code = CODE_FIELDS.some((name) => REFUSAL_CODE.test(String(envelope[name] ?? '')));
  return (
    code ||
    SPEECH_FIELDS.some((name) => typeof envelope[name] === 'string' && REFUSAL_WORDS.test(envelope[name]))
  );
}

/** "Registered. Log in to go on" invites: what says that it was done refuses nothing. */
function saysDone(value: Fields): boolean {
  return (
    value.success === true || /^(?:success(?:ful)?|succeeded|created)$/i.test(String(value.status ?? ''))
  );
}

/** The object itself and what it wraps its error in. */
function envelopes(value: Fields): Fields[] {
  const wrapped = [value.error, value.errors, value.fault, value.meta, value.detail, value.status].flatMap(
    (held) => (Array.isArray(held) ? held.slice(0, 3) : [held]),
  );
  return [value, ...wrapped].filter(isNode);
}

function hasPayload(value: Fields): boolean {
  return PAYLOAD_FIELDS.some((name) => !isNothing(value[name]));
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (!isNode(value)) return false;
  const entries = Object.entries(value);
  const lists = entries.filter(([, held]) => Array.isArray(held));
  // A page of nothing: its only list is empty, and what else stands there counts or links.
  if (lists.length > 0 && lists.every(([, held]) => isNothing(held))) {
    return entries.every(([, held]) => typeof held !== 'string' && (!isNode(held) || isNothing(held)));
  }
  return entries.every(([, held]) => isNothing(held));
}

const VOLATILE_FIELD =
  /^(?:.*(?:request|trace|correlation|span)_?-?id|.*timestamp|nonce|csrf.*|.*_?token|now|time|date|server_?time|uptime.*|duration.*|elapsed.*|took|latency.*|signature|etag)$/i;
const VOLATILE_TEXT =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8}(?: GMT)?|\b1[5-9]\d{8}(?:\d{3})?(?:\.\d+)?\b|\b[0-9a-f]{24,}\b|nonce-[\w+/=-]+|\b[\w-]{32,}\b/gi;

function withoutVolatile(value: string): string {
  return value.replace(VOLATILE_TEXT, '~');
}

/** The value with its keys sorted and what changes by itself blanked. */
function settled(value: unknown): unknown {
  if (typeof value === 'string') return withoutVolatile(value);
  if (typeof value === 'number') return Number(withoutVolatile(String(value)).replace('~', '0'));
  if (Array.isArray(value)) return value.map(settled);
  if (!isNode(value)) return value;
  return Object.keys(value)
    .sort()
    .map((name) => [name, VOLATILE_FIELD.test(name) ? '~' : settled(value[name])]);
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${shapeOf(value[0])}]`;
  if (!isNode(value)) return value === null ? 'null' : typeof value;
  return `{${Object.keys(value)
    .sort()
    .map((name) => `${name}:${Array.isArray(value[name]) ? 'list' : shapeOf(value[name])}`)
    .join(',')}}`;
}

import { callsModel } from '../discovery/calls-model.ts';
import { tokensOf } from '../discovery/doing-words.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, json } from '../http/exchange.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { isXml } from '../openapi/serialise-body.ts';
import { perSurface } from './place.ts';
import { xmlCall } from './xml-texts.ts';

/** Verbs of operations that answer from what is there. */
const FINDS = new Set('search find lookup query filter count list suggest autocomplete'.split(' '));
/** Verbs that names of remote calls begin with. */
const READS = new Set([...FINDS, 'get', 'read']);
/** Verbs of operations that answer from the body, and keep nothing. */
const WORKS_OUT = new Set(
  (
    'exists available match calculate calc compute estimate simulate convert translate format parse render evaluate eval preview ' +
    'validate check verify compare diff decode encode inspect analyze analyse score resolve'
  ).split(' '),
);
/** What connects to an address once and says how it went. */
const CONNECTS = new Set(
  'ping test probe unfurl embed scrape crawl screenshot proxy fetch reachable'.split(' '),
);
/** `dry-run`, `try-out` */
const ALSO_READS = /(?:^|[^a-z])(?:dry[-_]?run|try[-_]?(?:it|out)|what[-_]?if)(?:[^a-z]|$)/i;
/** Tries a secret of somebody's. */
export const TRIES_SECRET =
  /log-?(?:in|out)|sign-?(?:in|out|up)|regist|token|oauth|session|passw|pass_?phrase|pwd|reset|forgot|otp|2fa|mfa|(?:^|[^a-z])pin(?:[^a-z]|$)|captcha|coupon|voucher|gift/i;
/** Verbs of what shows how a thing will look or what it will cost, whatever the thing is. */
const SHOWS = new Set('preview render format estimate calculate calc simulate'.split(' '));
const SECRET_MEMBER =
  /code|token|pin|secret|passw|pass_?phrase|pwd|otp|key|number|voucher|coupon|serial|card|session/i;
/** Reaches people or money, where it does more than find. */
export const REACHES =
  /invit|pay|charge|transfer|checkout|refund|mail|sms|notif|message|send|publish|batch|bulk/i;

/** Operations by POST that by their name only read: what is asked is in the body. */
export const askingPosts = perSurface(({ operations, spec }: Surface): readonly Operation[] =>
  operations.filter(
    (operation) =>
      operation.method === 'POST' &&
      operation.source !== 'graphql' &&
      operation.bodies.length > 0 &&
      !isRisky(operation.path) &&
      !callsModel(operation, spec) &&
      asksSomething(operation, spec),
  ),
);

/** True for an operation that connects to an address of the caller's choice: nothing else says that it reads. */
export function connects(operation: Operation): boolean {
  return wordsOf(operation).some((word) => CONNECTS.has(word));
}

/** The last part of the path that is no identifier says what is done, or the operation's name begins with it. */
export function asksSomething(operation: Operation, spec: Spec | undefined): boolean {
  const call = xmlCallOf(operation);
  // SOAP and XML-RPC have one address: what is done is said within.
  if (call !== undefined && READS.has(tokensOf(call)[0] ?? ''))
    return !TRIES_SECRET.test(call) && !REACHES.test(call);
  const words = wordsOf(operation);
  if (
    TRIES_SECRET.test(operation.path) &&
    !(words.some((word) => SHOWS.has(word)) && isOpen(operation, spec))
  )
    return false;
  if (words.some((word) => FINDS.has(word))) return true;
  if (REACHES.test(operation.path)) return false;
  if (words.some((word) => WORKS_OUT.has(word))) return true;
  if (ALSO_READS.test(operation.path)) return true;
  // Below an identifier it acts on an object, and that may be anybody's.
  return !operation.path.includes('{') && connects(operation);
}

function xmlCallOf({ bodies }: Operation): string | undefined {
  const document = bodies.find(({ mediaType }) => isXml(mediaType))?.example;
  return typeof document === 'string' ? xmlCall(document) : undefined;
}

/** Nothing that is sent is a secret to be guessed. */
function isOpen({ bodies }: Operation, spec: Spec | undefined): boolean {
  const names = bodies.flatMap(({ schema }) => Object.keys(propertiesOf(schema, spec)));
  return names.length > 0 && !names.some((name) => SECRET_MEMBER.test(name));
}

function wordsOf({ path, operationId = '' }: Operation): string[] {
  const last = path.split('/').findLast((segment) => segment !== '' && !segment.startsWith('{')) ?? '';
  return [...tokensOf(last), ...tokensOf(operationId).slice(0, 1)];
}

/** Why the answer to an ordinary body says that something stays, or that nobody is let in; undefined where it does not. */
export function notAnAnswer(operation: Operation, { request, response }: Exchange): string | undefined {
  const { status } = response;
  if ([401, 403, 405, 415, 429, 501, 503].includes(status))
    return `${operation.id} answers an ordinary body with ${status}`;
  const isNew =
    status === 201 ||
    status === 202 ||
    header(response.headers, 'location') !== undefined ||
    namesNew(json(response), request.body);
  return isNew && status < 300 ? `${operation.id} says that something was made` : undefined;
}

/** A single object with an identifier that nobody sent, and a time at which it was made. Lists have identifiers because they are lists. */
function namesNew(answer: unknown, body: unknown): boolean {
  const record = recordIn(answer);
  return Object.keys(record).some((name) => /^created_?at$/i.test(name)) && identifiesNew(answer, body);
}

/** A single object with an identifier that nobody sent. */
export function identifiesNew(answer: unknown, body: unknown): boolean {
  const record = recordIn(answer);
  const id = record.id ?? record._id ?? record.uuid;
  if (typeof id === 'string') return !String(body).includes(id);
  // A short number stands within many a text.
  return typeof id === 'number' && !String(body).split(BETWEEN_VALUES).includes(String(id));
}

const BETWEEN_VALUES = /[^\w.-]+/;

function recordIn(answer: unknown): Node {
  const record = isNode(answer) && isNode(answer.data) ? answer.data : answer;
  return isNode(record) ? record : {};
}

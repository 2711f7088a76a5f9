import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isAnonymous } from '../../identities/identity.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { serverPath } from '../../openapi/server-path.ts';
import { type ObjectPlace, objects } from '../../places/objects.ts';
import { ordinaryOf } from '../../places/operations.ts';
import { globalId } from '../../values/global-id.ts';
import { poolOf } from '../../values/pool.ts';
import { identifiersIn } from '../objects.ts';
import type { ProbeContext } from '../rule.ts';
import { twoUsers } from '../two-users.ts';
import { isPrivateKind } from './ownership.ts';
import { holdsTheSame, kindOf } from './private-objects.ts';

/** Something that refuses anonymous, and by which what hangs below it is not for everybody. */
export interface Guard {
  /** `GET /orders`. */
  readonly what: string;
  readonly refusal: Exchange;
  readonly identifier: string;
  /** True where only the place that showed the identifier is guarded: what it names may be public. */
  readonly isFarOff: boolean;
}

/** The object itself, else the list of such objects, else the answer that showed the identifier; or why there is none. */
export async function guardOf(place: ObjectPlace, context: ProbeContext): Promise<Guard | string> {
  const identifier = (await listedIdentifier(place, context)) ?? place.known;
  const object = objectAbove(place, context, identifier ?? NUMBERED);
  if (object) {
    const guard = await refusing(object.what, object.request, context);
    if (typeof guard !== 'string') return { ...guard, identifier: identifier ?? NUMBERED, isFarOff: false };
    if (guard === SERVED) return 'its parent is returned without authentication';
  }
  if (place.list) {
    const guard = await refusing(place.list.operation.id, place.list.request, context);
    return typeof guard === 'string'
      ? `the list ${guard}`
      : { ...guard, identifier: identifier ?? NUMBERED, isFarOff: false };
  }
  const twin =
    (await otherVersion(place, identifier, context)) ?? (await anotherAddress(place, identifier, context));
  return twin ?? (await shownBehindLogin(place, context)) ?? 'no operation lists these objects';
}

/**
 * The same object under an address of its kind, which refuses it to anonymous: `order(id)` of `node(id)`. Addresses may
 * ask for a login for reasons of their own: another user has to be refused there too, or the kind be private.
 */
async function anotherAddress(
  place: ObjectPlace,
  identifier: string | undefined,
  context: ProbeContext,
): Promise<Guard | undefined> {
  if (place.where !== 'path' || identifier === undefined) return undefined;
  const mine = await context.http.once(place.requestFor(percentEncoded(identifier)));
  if (!servesContent(mine, context.surface)) return undefined;
  for (const other of await objects.find(context)) {
    if (other.operation === place.operation || kindOf(other) !== kindOf(place)) continue;
    const request = other.requestFor(percentEncoded(identifier));
    const guard = await refusing(other.operation.id, request, context);
    if (typeof guard === 'string' || !holdsTheSame(await context.http.once(request), mine)) continue;
    const stranger = twoUsers(context.surface.identities).find(
      ({ name }) => name !== context.http.identity.name,
    );
    const isOwners = stranger
      ? isKeptFrom(await context.http.as(stranger).once(request))
      : isPrivateKind(place);
    if (!isOwners) continue;
    return { ...guard, identifier, isFarOff: false };
  }
  return undefined;
}

const isKeptFrom = (exchange: Exchange) => looksLikeRefusal(exchange) || exchange.response.status === 404;

/** The same object in another version of the API, which refuses it to anonymous. */
async function otherVersion(
  place: ObjectPlace,
  identifier: string | undefined,
  context: ProbeContext,
): Promise<Guard | undefined> {
  if (place.where !== 'path' || identifier === undefined) return undefined;
  const { operation } = place;
  const path = withoutVersion(operation);
  for (const other of context.surface.operations) {
    if (other === operation || other.method !== 'GET' || withoutVersion(other) !== path) continue;
    const request = requestBelow(place, other, identifier, context);
    const guard = await refusing(other.id, request, context);
    if (typeof guard !== 'string') return { ...guard, identifier, isFarOff: false };
  }
  return undefined;
}

function withoutVersion(operation: Operation): string {
  return shapeOf(`${serverPath(operation)}${operation.path}`).replace(VERSION, '');
}

/** Paths that differ in the names of variables only. */
function shapeOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}').replace(/(.)\/$/, '$1');
}

const VERSION = /\/v\d+(?:\.\d+)?(?=\/)/i;

/** Another operation's request for the same object: its variables are called otherwise, and stand in the same order. */
function requestBelow(
  { operation, parameter }: ObjectPlace,
  other: Operation,
  identifier: string,
  { surface }: ProbeContext,
): RequestSpec {
  const ordinary = ordinaryOf(surface, other);
  const ours = { ...ordinaryOf(surface, operation).values, [parameter]: identifier };
  const own = variablesOf(operation.path);
  const theirs = variablesOf(other.path);
  const values = Object.fromEntries(
    theirs.flatMap((name, at) => {
      const value = ours[own[at] ?? ''];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return requestFor(other, surface.spec, { ...ordinary, values: { ...ordinary.values, ...values } });
}

function variablesOf(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/** The first object of most databases. */
const NUMBERED = '1';
const SERVED = 'does not reject unauthenticated requests';

async function refusing(
  what: string,
  request: RequestSpec,
  { anonymous, http }: ProbeContext,
): Promise<Pick<Guard, 'what' | 'refusal'> | string> {
  const refusal = await anonymous.once(request);
  if (!looksLikeRefusal(refusal)) return refusal.response.status === 404 ? 'is absent' : SERVED;
  // What refuses users too is for administrators, and says nothing of who may see one object.
  if (!isAnonymous(http.identity) && looksLikeRefusal(await http.once(request)))
    return 'rejects the authenticated user too';
  return { what, refusal };
}

async function listedIdentifier({ list, parameter }: ObjectPlace, { http }: ProbeContext) {
  if (!list) return undefined;
  return identifiersIn(await http.once(list.request), parameter)[0];
}

/** `/invoices/{id}` above `/invoices/{id}/download`. */
function objectAbove(place: ObjectPlace, context: ProbeContext, identifier: string) {
  const { operation, parameter, where } = place;
  const end = operation.path.indexOf(`{${parameter}}`) + parameter.length + 2;
  const path = operation.path.slice(0, end);
  if (where !== 'path' || path === operation.path.replace(/\/$/, '')) return undefined;
  const above = context.surface.operations.find(
    (one) =>
      one.method === 'GET' &&
      new URL(one.server).origin === new URL(operation.server).origin &&
      shapeOf(`${serverPath(one)}${one.path}`) === shapeOf(`${serverPath(operation)}${path}`),
  );
  return above && { what: above.id, request: requestBelow(place, above, identifier, context) };
}

/** Numbers, with few letters before them: whoever knows one knows the next. */
const COUNTED = /^[a-z]{0,4}[-_]?(?:\d{2,4}[-_])?\d{1,10}$/i;

/** A global identifier is as good as the number in it. */
const counted = (identifier: string) => globalId(identifier)?.inner ?? identifier;

async function shownBehindLogin(place: ObjectPlace, context: ProbeContext): Promise<Guard | undefined> {
  const { operation, parameter, where } = place;
  const { record, http, anonymous, surface } = context;
  if (isAnonymous(http.identity)) return undefined;
  const shown = record.shown(http.identity);
  const sought = { name: parameter.replace(/^x-/i, ''), in: where === 'header' ? ('query' as const) : where };
  const [identifier] = poolOf(shown).candidates(operation, sought);
  const source = shown.find(({ value }) => value === identifier)?.from;
  if (identifier === undefined || source === undefined || !COUNTED.test(counted(identifier)))
    return undefined;
  const what = `GET ${new URL(source).pathname}`;
  const guard = await refusing(what, { url: source }, context);
  if (typeof guard !== 'string') return { ...guard, identifier, isFarOff: true };
  // Who is not logged in may be told that there is nothing, as GraphQL does with `null`; what is named may be public.
  if (!isPrivateKind(place)) return undefined;
  const [refusal, served] = [await anonymous.once({ url: source }), await http.once({ url: source })];
  return refusal.response.status === 404 && servesContent(served, surface)
    ? { what, refusal, identifier, isFarOff: true }
    : undefined;
}

/** Random identifiers are as good as unknown to whoever was not given one. */
export function isGuessable(identifier: string): boolean {
  const number = counted(identifier);
  return percentEncoded(number).length < RANDOM_CHARS || /^\d+$/.test(number) || COUNTED.test(number);
}

/** 12 characters of hexadecimal digits are 48 bits; shorter ones are counted or named. */
const RANDOM_CHARS = 12;

import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import { text } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import type { Identity } from '../../identities/identity.ts';
import type { PathValues } from '../../places/object-lists.ts';
import { IN_THE_NAME_OF, type ObjectPlace } from '../../places/objects.ts';
import { joined } from '../../values/joined.ts';
import { plainName } from '../../values/plain-name.ts';
import { poolOf } from '../../values/pool.ts';
import { singleName } from '../../values/resource-names.ts';
import type { Marked } from '../own-marks.ts';
import type { Means, OwnObject } from './own-objects.ts';

/**
 * Objects without a list: identifiers that the owner was shown anywhere, such as in his own record, in another list or
 * in his token, and that the stranger was not.
 */
export function* learntObjects(
  place: ObjectPlace,
  owner: Marked,
  stranger: Marked,
  means: Means,
): Generator<OwnObject, undefined, undefined> {
  const known = new Set(identifiersFor(place, stranger, means));
  // Who somebody is others may know; what is his stays his.
  const own = new Set([...himself(place, owner), ...globalIds(owner)]);
  const usual = parentsOf(place, owner, means);
  const strangersParents = parentsOf(place, stranger, means);
  for (const identifier of identifiersFor(place, owner, means)) {
    if (known.has(identifier) && !own.has(identifier)) continue;
    for (const parents of underOwn(place, owner, identifier, usual, means)) {
      const requests = underEither(place, parents, strangersParents).map((under) =>
        place.requestFor(percentEncoded(identifier), under),
      );
      const [request = place.requestFor(percentEncoded(identifier), parents)] = requests;
      yield {
        ...{ identifier, request, ways: requests, others: [], isLeftOut: false },
        control: () => stillUnknown(identifier, owner.identity, stranger.identity, means),
      };
    }
  }
}

const USERS =
  /(?:^|\/)(?:users?|accounts?|members?|customers?|people|profiles?|employees?|patients?|clients?)\/?$/i;
const USER_ID = /^(?:user|account|customer|member|owner|patient|employee|client)(?:id|uuid)?$|^uid$/;
const USER_NAME = /^(?:username|user|login|handle|email|mail|account|owner)$/;
/** A filter by somebody takes whatever names him. */
const SOMEBODY =
  /^(?:user|account|owner|member|customer|guest|host|buyer|seller|assignee|employee|patient|student|client|holder)$/;

/** Values of the parameter that this user was shown; himself first, where it names a user. */
export function identifiersFor(
  place: ObjectPlace,
  user: Marked,
  { record }: Pick<Means, 'record'>,
): readonly string[] {
  const { operation, parameter, where, named } = place;
  const pool = poolOf(record.shown(user.identity));
  const name = parameter.replace(/^x-/i, '');
  return [
    ...new Set([
      ...himself(place, user),
      ...pool.candidates(operation, { name, in: where === 'path' ? 'path' : 'query' }),
      ...(where === 'path' ? [] : pool.candidates(named.operation, { name: named.parameter, in: 'path' })),
    ]),
  ];
}

/** True where the identifier is the user's own: numbers of other things may be equal to his. */
export function isHimself(place: ObjectPlace, user: Marked, identifier: string): boolean {
  const { names } = user.marks;
  return names.has(identifier) || [...himself(place, user), ...globalIds(user)].includes(identifier);
}

/** Identifiers that nothing else has, whatever asks for them: UUIDs, object ids, those of GraphQL's `node`. */
function globalIds({ marks }: Marked): string[] {
  return [...marks.ids].filter((id) => id.length >= SHORTEST_GLOBAL && !/^\d+$/.test(id));
}

/** Shorter ones are names or codes, which other kinds of objects may have too. */
const SHORTEST_GLOBAL = 8;

/** What names this user, where the parameter names users. */
export function himself(
  { operation, parameter, where, named }: ObjectPlace,
  { marks }: Marked,
): readonly string[] {
  const above = operation.path.split(`/{${parameter}}`)[0] ?? '';
  const plain = plainName(singleName(parameter.replace(/^x-/i, '')));
  const isUser =
    USER_ID.test(plain) ||
    IN_THE_NAME_OF.test(parameter.replace(/^x-/i, '')) ||
    USER_ID.test(plainName(named.parameter)) ||
    (/^(?:id|uuid|pk)$/.test(plain) && USERS.test(above));
  const isFilter = where !== 'path' && SOMEBODY.test(plain);
  const isNamed = isFilter || USER_NAME.test(plain);
  return [...(isUser || isFilter ? marks.ids : []), ...(isNamed ? marks.names : [])];
}

/** Parents that this user was shown, else any that are known. */
export function parentsOf(
  { operation, parents }: ObjectPlace,
  { identity }: Marked,
  { record, surface }: Pick<Means, 'record' | 'surface'>,
): Readonly<Record<string, string>> {
  const values = poolOf(joined(record.shown(identity), surface.identifiers)).valuesFor(operation);
  return Object.fromEntries(parents.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
}

/** The parents that the identifier was given out with, and those that stand below the owner anyhow. */
function underOwn(
  { operation, parameter, where, parents }: ObjectPlace,
  { identity }: Marked,
  identifier: string,
  usual: PathValues,
  { record }: Pick<Means, 'record'>,
): PathValues[] {
  if (where !== 'path' || parents.length === 0) return [usual];
  const beside = poolOf(record.shown(identity)).beside(
    operation,
    { name: parameter, in: 'path' },
    identifier,
  );
  const own = { ...usual, ...beside };
  return parents.every((name) => own[name] === usual[name]) ? [usual] : [own, usual];
}

/** As the owner asks first; then below what the stranger has himself, the outermost of it, and all. */
function underEither(
  { operation, parents: names }: ObjectPlace,
  owners: PathValues,
  strangers: PathValues,
): PathValues[] {
  const [first] = [...names].sort(
    (a, b) => operation.path.indexOf(`{${a}}`) - operation.path.indexOf(`{${b}}`),
  );
  if (first === undefined || strangers[first] === undefined) return [owners];
  const outermost = { ...owners, [first]: strangers[first] };
  const ways = [owners, outermost, { ...owners, ...strangers }];
  return ways.filter(
    (way, at) => ways.findIndex((one) => names.every((name) => one[name] === way[name])) === at,
  );
}

/** The stranger, where the owner was shown the identifier: he is refused there, or shown others. */
async function stillUnknown(identifier: string, owner: Identity, stranger: Identity, means: Means) {
  const source = means.record.shown(owner).find(({ value }) => value === identifier)?.from;
  const exchange = await means.http.as(stranger).once({ url: source ?? means.surface.target.url });
  const isRefused = looksLikeRefusal(exchange) || exchange.response.status === 404;
  if (!isRefused && (!accepts(exchange, means.surface) || names(text(exchange.response), identifier)))
    return undefined;
  return {
    exchange,
    note: isRefused
      ? `the request that returns ${identifier} to ${owner.name} is denied to ${stranger.name}`
      : `${identifier} is not returned to ${stranger.name} there`,
  };
}

/** As a whole value: `7` does not stand in `17`. */
function names(body: string, identifier: string): boolean {
  let at = body.indexOf(identifier);
  for (; at !== -1; at = body.indexOf(identifier, at + 1)) {
    const around = `${body[at - 1] ?? ''}${body[at + identifier.length] ?? ''}`;
    if (!/\w/.test(around)) return true;
  }
  return false;
}

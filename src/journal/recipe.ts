import { isRisky } from '../discovery/risky-path.ts';
import type { RequestSpec } from '../http/client.ts';
import { ownPath } from '../identities/own-path.ts';
import type { Operation, Parameter, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { requestFor } from '../openapi/samples.ts';
import { singular } from '../values/path-template.ts';
import { plainName } from '../values/plain-name.ts';
import type { ObjectPlace, Recipe, SelfPlace, TokenPlace } from './entry.ts';
import { isIdentifier } from './own-body.ts';

interface Described {
  readonly operations: readonly Operation[];
  readonly spec?: Spec | undefined;
}

const LISTS = 8;
const MARK = 'mb0identifier0mb';
/** Where a service tells an account about itself, or an account ends itself. */
const SELF = /(?:^|\/)(?:me|whoami|profile|account|self|user|current(?:[-_]?user)?)\/?$/i;
/** Addresses at which an account ends itself, and does nothing else, by whatever method. */
const ENDS_SELF =
  /(?:^|\/)(?:(?:me|profile|account|self|user|current(?:[-_]?user)?)\/(?:delete|remove|close)|(?:delete|remove|close)[-_]?(?:me|my[-_]?account|account|self))\/?$/i;
const PASSWORD_MEMBER = /^(?:(?:current|present|old|confirm)_?)?(?:passw(?:or)?d|pass_?phrase|pwd)$/i;
const ANYBODY = { user: 'mb', password: '', ids: { id: '1' } };

/** How what this operation makes is found again and removed. */
export function recipeFor(maker: Operation, described: Described): Recipe {
  const { operations, spec } = described;
  const addressed = placesOf(described, (operation) => isBeside(operation, maker));
  const places = [...addressed, ...actedPlaces(described, maker, addressed)];
  const readers = operations.filter(isList);
  const own = readers.filter(
    ({ path }) => bare(path) === bare(maker.path) || bare(path) === above(maker.path),
  );
  const last = lastPart(maker.path);
  // `/me/comments` too for `/posts/{slug}/comments`.
  const alike = readers.filter(
    (reader) => !own.includes(reader) && isNamedAfter(lastPart(reader.path), last),
  );
  const others = readers.filter((reader) => !own.includes(reader) && !alike.includes(reader));
  const beside = isBound(maker) ? own.find(({ path }) => bare(path) === bare(maker.path)) : undefined;
  const list = beside && requestFor(beside, spec).url;
  return {
    lists: [...own, ...alike, ...others].slice(0, LISTS).map((reader) => requestFor(reader, spec).url),
    ofKind: Math.min(own.length + alike.length, LISTS),
    // `DELETE /comments/{id}` alone: what it removes stands in the list below the post.
    objects: places.map((place) =>
      place.reads || place.list !== undefined || list === undefined ? place : { ...place, list },
    ),
    self: [],
  };
}

/** The same for an account: also by what it is called, and by itself. */
export function accountRecipe(
  maker: Operation,
  described: Described,
  login?: { readonly request: RequestSpec; readonly token: TokenPlace },
): Recipe {
  const recipe = recipeFor(maker, described);
  const known = new Set(recipe.objects.map(({ url }) => url));
  const accounts = placesOf(described, (operation) => ownPath(operation, ANYBODY) !== undefined);
  return {
    ...recipe,
    objects: [...recipe.objects, ...accounts.filter(({ url }) => !known.has(url))],
    self: selfPlaces(described),
    ...(login ? { login } : {}),
  };
}

/** True where the document has an operation that removes what this recipe is about. */
export function isRemovable({ objects, self }: Recipe): boolean {
  return objects.some(({ removes }) => removes) || self.some(({ removes }) => removes);
}

/** The place that an operation with one path parameter addresses, or lies below. */
export function placeOf(operation: Operation, described: Described): ObjectPlace | undefined {
  const [, base = '', field = '', rest = ''] =
    /^([^{}]*)\/\{([^{}]+)\}(\/[^{}]*)?$/.exec(operation.path) ?? [];
  if (field === '' || hasForeignParameter(operation)) return undefined;
  const { spec, operations } = described;
  const { url } = requestFor(operation, spec, { overrides: { path: { [field]: MARK }, body: undefined } });
  const whole = url.replace(/[?#].*$/s, '');
  const at = whole.slice(0, whole.indexOf(MARK)) + MARK;
  const same = operations.filter(
    ({ path, server }) => bare(path) === `${base}/{${field}}` && server === operation.server,
  );
  const list = operations.find(
    (each) => isList(each) && bare(each.path) === bare(base) && each.server === operation.server,
  );
  const isKnown = ({ source }: Operation) => !['crawl', 'guess'].includes(source);
  // Where the document has the address and no GET, one that was met or guessed shows nothing, and the list does.
  const reader = same.find(
    (one) => one.method === 'GET' && !isRisky(one.path) && (isKnown(one) || !same.some(isKnown)),
  );
  return {
    url: (rest === '' || rest === '/' ? whole : at).replace(MARK, '{}'),
    field,
    reads: reader !== undefined,
    removes: same.some((each) => each.method === 'DELETE' && !hasForeignParameter(each)),
    ...(list ? { list: requestFor(list, spec).url } : {}),
  };
}

function placesOf(described: Described, isWanted: (operation: Operation) => boolean): ObjectPlace[] {
  const places = described.operations
    .filter(({ method, path }) => ['GET', 'DELETE'].includes(method) && /\/\{[^{}]+\}\/?$/.test(path))
    .filter(isWanted)
    .flatMap((operation) => placeOf(operation, described) ?? []);
  return [...new Map(places.map((place) => [place.url, place])).values()];
}

const ACTED = /^([^{}]*\/\{[^{}]+\})\/[^/{}]+\/?$/;

/**
 * What has no address of its own, and is told what to do at one: `POST /offers/{id}/accept`. It is read in the list of
 * `/offers`.
 */
function actedPlaces(described: Described, maker: Operation, known: readonly ObjectPlace[]): ObjectPlace[] {
  const urls = new Set(known.map(({ url }) => url));
  const places = described.operations.flatMap((operation) => {
    const address =
      operation.method === 'POST' && isBound(maker) ? ACTED.exec(operation.path)?.[1] : undefined;
    if (address === undefined || !isBeside({ ...operation, path: address }, maker)) return [];
    const place = placeOf(operation, described);
    return place?.list !== undefined && !urls.has(place.url) ? [place] : [];
  });
  return [...new Map(places.map((place) => [place.url, place])).values()];
}

/** Where an account addresses itself without naming itself. */
export function selfPlaces({ operations, spec }: Described): SelfPlace[] {
  const places = new Map<string, SelfPlace>();
  for (const operation of operations) {
    const { method, path, parameters } = operation;
    const isEnd = ENDS_SELF.test(path) && ['DELETE', 'POST'].includes(method);
    const isOwn = SELF.test(path) && ['GET', 'DELETE', 'PUT', 'PATCH'].includes(method);
    if (path.includes('{') || !(isEnd || isOwn)) continue;
    if (parameters.some(({ required, in: where }) => required && where !== 'header')) continue;
    const { url } = requestFor(operation, spec, { overrides: { body: undefined } });
    const known = places.get(url) ?? { url, reads: false, removes: false };
    const removes = isEnd || method === 'DELETE';
    const confirms = removes ? passwordMember(operation, spec) : undefined;
    places.set(url, {
      ...known,
      reads: known.reads || method === 'GET',
      removes: known.removes || removes,
      ...(method === 'POST' && !known.removes ? { removesBy: 'POST' } : {}),
      ...(confirms === undefined ? {} : { confirms }),
    });
  }
  return [...places.values()];
}

/** Where the document says that the password goes with it. */
function passwordMember({ bodies }: Operation, spec: Spec | undefined): string | undefined {
  for (const { mediaType, schema } of bodies) {
    if (!spec || !/json/.test(mediaType)) continue;
    const named = Object.keys(propertiesOf(schema, spec)).find((name) => PASSWORD_MEMBER.test(name));
    if (named !== undefined) return named;
  }
  return undefined;
}

/** The list of what the maker adds to, or one beside it: `/users` for `/users/register`. */
function isBeside({ path, server }: Operation, maker: Operation): boolean {
  const base = bare(path).replace(/\/\{[^{}]+\}$/, '');
  return (
    server === maker.server &&
    !base.includes('{') &&
    (base === bare(maker.path) ||
      base === above(maker.path) ||
      // What is made below a parent may be addressed without it: `/comments/{id}` for `/posts/{slug}/comments`.
      (isBound(maker) && isNamedAfter(lastPart(base), lastPart(maker.path))) ||
      // What a mutation makes may have an address beside GraphQL: it counts only where the tag is read back there.
      (maker.source === 'graphql' && plainName(singular(lastPart(base))) === plainName(lastPart(maker.path))))
  );
}

/** True where the parents of what is made stand in the path, which the operation's own name shows. */
function isBound({ id, path }: Operation): boolean {
  return id.includes('{') && !path.includes('{');
}

function isList({ method, path, parameters }: Operation): boolean {
  return (
    method === 'GET' && !path.includes('{') && !isRisky(path) && !parameters.some(({ required }) => required)
  );
}

/** A required identifier beside the path would have to be made up, and could be somebody's. */
function hasForeignParameter({ parameters }: Operation): boolean {
  return parameters.some(
    ({ name, in: where, required }: Parameter) => where !== 'path' && required && isIdentifier(name),
  );
}

function bare(path: string): string {
  return path.replace(/\/$/, '');
}

/** The same, or what comes of doing it: `enrolments` of `enrol`. */
export function isNamedAfter(collection: string, maker: string): boolean {
  if (collection === maker) return true;
  return maker.length > 3 && collection.startsWith(maker) && OF_VERB.test(collection.slice(maker.length));
}

const OF_VERB = /^(?:l?ments|ings|ations|als)$/i;

function lastPart(path: string): string {
  return bare(path).split('/').at(-1) ?? '';
}

function above(path: string): string {
  return bare(path).replace(/\/[^/]*$/, '');
}

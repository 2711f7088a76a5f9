import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import { VERSION } from '../discovery/version-twin.ts';
import type { RequestSpec } from '../http/client.ts';
import { formDecoded } from '../http/foreign-text.ts';
import type { Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { singular } from '../values/path-template.ts';
import { poolOf } from '../values/pool.ts';
import { keepsChoice, kindInPath, singleName, withoutChoice } from '../values/resource-names.ts';
import { takesUuid } from '../values/uuid-parameter.ts';
import { listAbove, type ObjectList, objectLists, type PathValues } from './object-lists.ts';
import { ordinaryOf, requestOf } from './operations.ts';
import type { Known, PlaceKind } from './place.ts';
import { perSurface } from './place.ts';

/** A GET operation that addresses one object: `/users/{user}/orders/{id}`, `/orders/{id}/invoice`, `/invoice?order_id=`. */
export interface ObjectPlace {
  readonly operation: Operation;
  /** Name of the parameter that says which object. */
  readonly parameter: string;
  readonly where: 'path' | 'query' | 'header' | 'cookie';
  /** Where that identifier stands in a path, too: `{serial}` of `/devices/{serial}`, for `?device=`. */
  readonly named: { readonly operation: Operation; readonly parameter: string };
  /** The same without it, where it is a filter that can be left out. */
  readonly unfiltered?: RequestSpec;
  /** Other path parameters: the objects that this one stands under. */
  readonly parents: readonly string[];
  /** The same path without the last part, where it is an operation too. */
  readonly list?: { readonly operation: Operation; readonly request: RequestSpec };
  /** An identifier that the service gave out. */
  readonly known?: string;
  /** Under the parents that the service gave out, or under those given. */
  requestFor(identifier: string, parents?: PathValues): RequestSpec;
  /** Every list of such objects, the one above first. */
  readonly lists: readonly ObjectList[];
}

/** Every kind of object that the service addresses by the end of a path, with and without a slash behind it. */
export const objects: PlaceKind<ObjectPlace> = {
  one: 'kind of object',
  many: 'kinds of objects',
  find: ({ surface }) => objectsAtTheEnd(surface),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
  unusable: withoutParents,
};

/** Every operation that reads one object, or what belongs to it, by an identifier in the path or in the query. */
export const objectReads: PlaceKind<ObjectPlace> = {
  one: 'read by identifier',
  many: 'reads by identifier',
  find: ({ surface }) => allObjectReads(surface),
  key: ({ operation, where, parameter }) =>
    where === 'path' ? operation.id : `${operation.id} ${where} ${parameter}`,
  operationOf: ({ operation }) => operation,
  unusable: withoutParents,
};

const toRead = perSurface(({ operations }) =>
  operations.filter(({ method, path }) => method === 'GET' && !isRisky(path)),
);

const objectsAtTheEnd = perSurface((surface) =>
  toRead(surface).flatMap((operation) => inThePath(surface, operation, LAST_PARAMETER)),
);

const allObjectReads = perSurface((surface) =>
  toRead(surface).flatMap((operation) => [
    ...inThePath(surface, operation, LAST_PARAMETER.test(operation.path) ? LAST_PARAMETER : PARAMETER_INSIDE),
    ...besideThePath(surface, operation),
  ]),
);

/**
 * The same objects by another operation: `/orders/{id}` of `/orders/{id}/invoice`, `/v2/orders/{id}` of
 * `/v1/orders/{id}`, `/devices/{serial}` of `?device=`.
 */
export function sameObjects(surface: Surface, place: ObjectPlace): readonly ObjectPlace[] {
  const there = byAddress(surface).get(addressOf(place)) ?? [];
  return there.filter(
    ({ operation }) =>
      operation !== place.operation && (place.where === 'path' || operation === place.named.operation),
  );
}

const byAddress = perSurface((surface) => {
  const index = new Map<string, ObjectPlace[]>();
  for (const place of objectsAtTheEnd(surface)) {
    const there = index.get(addressOf(place)) ?? [];
    there.push(place);
    index.set(addressOf(place), there);
  }
  return index;
});

/** Pages for people stand beside the API: `/drafts/{id}/preview` of `/api/drafts/{id}`. */
const API_PREFIX = /^\/(?:api|rest)(?=\/)/i;

/** The path until the identifier, whatever the version. */
function addressOf({ operation, where, parameter, named }: ObjectPlace): string {
  const [by, name] = where === 'path' ? [operation, parameter] : [named.operation, named.parameter];
  const until = by.path.slice(0, by.path.indexOf(`{${name}}`));
  return by.server + until.replace(VERSION, '').replace(API_PREFIX, '');
}

function withoutParents({ operation, parents }: ObjectPlace, { surface }: Known): string | undefined {
  const { values = {} } = ordinaryOf(surface, operation);
  const missing = parents.find((name) => values[name] === undefined);
  return missing === undefined ? undefined : `no value is known for {${missing}}`;
}

const LAST_PARAMETER = /\/\{([^}/]+)\}\/?$/;
/** `/orders/{id}/invoice`: what belongs to an object. */
const PARAMETER_INSIDE = /\/\{([^}/]+)\}(?:\/[^{}/]+)+\/?$/;
/** `order_id`, `orderNo`, `username`; positions in a list, clients and traces are no objects. */
const IDENTIFYING =
  /^(?:id|uuid|guid|user|user_?name|owner|account|customer|member|guest|host|buyer|seller|assignee|employee|patient|student|client|tenant|holder|household|e?-?mail|handle|login)$|[a-z0-9][_-]?(?:id|uuid|number|no|ref(?:erence)?)$/i;
const IDENTIFIES_NOTHING =
  /^(?:client|request|trace|session|correlation|app|application|since|after|before|last|first|start|min|max|page|cursor|api|google|tracking|visitor|device|phone|valid|void|paid|grid|part|version|build|line|row)_?-?(?:id|uuid|number|no|ref)?$/i;

/** `measurement` of `/measurements/{id}/compare`. */
function kindAbove(path: string): string {
  return kindInPath(path.slice(0, path.lastIndexOf('/{') + 1)).toLowerCase();
}

/** Headers and parameters that say for whom somebody acts: `X-On-Behalf-Of`, `X-Acting-For`, `as_user`. */
export const IN_THE_NAME_OF =
  /^(?:acting[-_]?(?:for|as)|(?:on[-_]?)?behalf(?:[-_]?of)?|act[-_]?as|as[-_]?user|run[-_]?as|impersonat(?:e|ed?[-_]?user)|delegated?[-_]?(?:for|by|user)|for[-_]?user|subject)(?:[-_]?id)?$/i;

function inThePath(surface: Surface, operation: Operation, pattern: RegExp): ObjectPlace[] {
  const parameter = pattern.exec(operation.path)?.[1];
  const above = operation.path.replace(pattern, '');
  return parameter === undefined
    ? []
    : [objectPlace(surface, operation, { parameter, where: 'path', above })];
}

function besideThePath(surface: Surface, operation: Operation): ObjectPlace[] {
  const pool = poolOf(surface.identifiers);
  return operation.parameters.flatMap((parameter) => {
    const { in: where, name, required } = parameter;
    if (where === 'path' || (where === 'cookie' && !keepsChoice(name))) return [];
    // `?ids=1,2` and `?skus[]=a` take one as well as several.
    const plain = singleName(name.replace(/^x-/i, ''));
    const kind = singular(withoutChoice(plain).replace(ENDING, ''));
    const kinds = kindsOf(surface);
    // `/order?id=7`, `/order.php?id=7` and `/orders/view?id=7` ask for an order, and `?order_id=7` does wherever it stands.
    const ofPath = kindInPath(operation.path);
    const named =
      kinds.get(plain.toLowerCase()) ??
      kinds.get((kind === '' ? ofPath : kind).toLowerCase()) ??
      (takesUuid(parameter) ? kinds.get(kindAbove(operation.path)) : undefined);
    if (IDENTIFIES_NOTHING.test(plain)) return [];
    const isNaming = named || IDENTIFYING.test(plain) || IN_THE_NAME_OF.test(plain) || where === 'cookie';
    if (!isNaming && !pool.identifies(operation, { name: plain, in: 'query' })) return [];
    const above = `/${kind === '' ? ofPath : kind}`;
    const place = objectPlace(surface, operation, { parameter: name, where, above });
    const ordinary = ordinaryOf(surface, operation);
    const unfiltered = requestFor(operation, surface.spec, {
      ...ordinary,
      overrides: { ...ordinary.overrides, [where]: { ...ordinary.overrides?.[where], [name]: undefined } },
    });
    return [
      {
        ...place,
        named: named ?? { operation, parameter: plain },
        ...(required && DECLARES.has(operation.source) ? {} : { unfiltered }),
      },
    ];
  });
}

/** What only stands in an address that somebody wrote may be left out. */
const DECLARES: ReadonlySet<Operation['source']> = new Set(['spec', 'request', 'graphql']);

const kinds = new WeakMap<readonly Operation[], ReadonlyMap<string, ObjectPlace['named']>>();

/** Kinds of objects, and of identifiers, with the path that has one: `device` and `serial` of `/devices/{serial}`. */
function kindsOf({ operations }: Surface): ReadonlyMap<string, ObjectPlace['named']> {
  const known = kinds.get(operations);
  if (known) return known;
  const found = new Map<string, ObjectPlace['named']>();
  for (const operation of operations) {
    const [, kind, parameter] = /\/([\w-]+)\/\{([^}/]+)\}\/?$/.exec(operation.path) ?? [];
    if (kind === undefined || parameter === undefined) continue;
    const named = { operation, parameter };
    // The first one: what repeats a kind under another prefix is for others, or older.
    for (const name of [singular(kind), ...(parameter.length > SHORTEST ? [parameter] : [])])
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), named);
  }
  kinds.set(operations, found);
  return found;
}

/** `id` names something in every collection. */
const SHORTEST = 3;
const ENDING = /[_-]?(?:id|uuid|guid|number|no|ref|reference|name)$/i;

interface Addressed extends Pick<ObjectPlace, 'parameter' | 'where'> {
  /** Path of the list that would stand right above the objects. */
  readonly above: string;
}

function objectPlace(
  surface: Surface,
  operation: Operation,
  { parameter, where, above }: Addressed,
): ObjectPlace {
  const ordinary = ordinaryOf(surface, operation);
  const { values = {} } = ordinary;
  const parents = operation.parameters
    .filter((one) => one.in === 'path' && !(where === 'path' && one.name === parameter))
    .map(({ name }) => name);
  const list = where === 'path' ? listAbove(surface, operation, above) : undefined;
  return {
    operation,
    parameter,
    where,
    named: { operation, parameter },
    parents,
    ...(list ? { list: { operation: list, request: requestOf(surface, list) } } : {}),
    ...(values[parameter] === undefined ? {} : { known: values[parameter] }),
    requestFor: (identifier, under = {}) => {
      const request = (value: string) =>
        requestFor(operation, surface.spec, {
          ...ordinary,
          values: { ...values, ...under },
          overrides: {
            ...ordinary.overrides,
            [where]: { ...ordinary.overrides?.[where], [parameter]: value },
          },
        });
      if (where === 'header' || where === 'cookie') return request(formDecoded(identifier));
      // Marked and put in as written: identifiers such as `*` or `%25` must reach the service unchanged.
      const mark = 'mb0identifier0mb';
      const marked = request(mark);
      return { ...marked, url: marked.url.replace(mark, () => identifier) };
    },
    // Where hundreds of paths list one kind, all of them for each object at once would fill the memory.
    get lists() {
      return objectLists(surface, { operation, parents, above, isAbove: where === 'path' });
    },
  };
}

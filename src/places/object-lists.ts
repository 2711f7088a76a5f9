import { isRisky } from '../discovery/risky-path.ts';
import type { HarvestedId, Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import { isRead, type Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { singular } from '../values/path-template.ts';
import { poolOf } from '../values/pool.ts';
import { ordinaryOf } from './operations.ts';

/** Values for path parameters, by name. */
export type PathValues = Readonly<Record<string, string>>;

/** An operation that lists objects of one kind. */
export interface ObjectList {
  readonly operation: Operation;
  /** It stands elsewhere than right above its objects: `/me/orders` of `/orders/{id}`. What it leaves out may still be for all. */
  readonly elsewhere: boolean;
  /** The list under these parents: other path parameters of itself and of its objects. */
  under(parents: PathValues): RequestSpec;
  /** Values for the parents, out of these identifiers; those that fit best first. */
  parentsFrom(identifiers: readonly HarvestedId[]): readonly PathValues[];
}

/** Last parts of a path that list without naming a kind: `/orders/mine`. */
const LISTING = /^(?:all|mine|my|own|me|list|index|history|recent)$/i;
/** What may stand before the kind in another word: `/my-orders`, `/listOrders`. */
const LISTING_WORD = /^(?:my|own|list|get|all)[-_]?(?=[a-z])/i;

/** Every list of the objects of an operation: the one right above it first, then others of the same kind. */
export function objectLists(
  surface: Surface,
  object: Operation,
  parents: readonly string[],
  above: string,
): ObjectList[] {
  const kind = kindOf(above);
  const reads = surface.operations.filter(({ method, server }) => isRead(method) && server === object.server);
  const right = reads.find(({ path }) => withoutSlash(path) === above);
  const others = reads.filter(
    (read) =>
      kind !== '' &&
      read !== right &&
      !isRisky(read.path) &&
      (kindOf(read.path) === kind || isListBelow(read.path, above)),
  );
  return [...(right ? [right] : []), ...others].map((operation) => ({
    operation,
    elsewhere: operation !== right,
    under: (values) =>
      requestFor(operation, surface.spec, {
        values: { ...ordinaryOf(surface, operation).values, ...values },
      }),
    parentsFrom: (identifiers) => parentsFrom(operation, object, parents, identifiers),
  }));
}

function isListBelow(path: string, above: string): boolean {
  return path.startsWith(`${above}/`) && LISTING.test(withoutSlash(path.slice(above.length + 1)));
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}

/** What a path's objects are called, in one form: `order` of `/v1/orders`, `/me/orders` and `/order`. */
function kindOf(path: string): string {
  const last = withoutSlash(path).split('/').at(-1) ?? '';
  if (last.includes('{')) return '';
  return singular(last.replace(LISTING_WORD, '')).toLowerCase();
}

function pathParameters({ parameters }: Operation): string[] {
  return parameters.filter(({ in: where }) => where === 'path').map(({ name }) => name);
}

/** Each turn goes without the nearest parent of the turn before, so that the next best one comes up. */
function parentsFrom(
  list: Operation,
  object: Operation,
  ofObject: readonly string[],
  identifiers: readonly HarvestedId[],
): PathValues[] {
  const names = [...new Set([...ofObject, ...pathParameters(list)])];
  const nearest = names.at(-1);
  if (nearest === undefined) return [{}];
  const found: PathValues[] = [];
  let rest = identifiers;
  for (;;) {
    const values = { ...poolOf(rest).valuesFor(list), ...pick(poolOf(rest).valuesFor(object), ofObject) };
    if (names.some((name) => values[name] === undefined)) return found;
    found.push(Object.fromEntries(names.map((name) => [name, values[name] ?? ''])));
    rest = rest.filter(({ value }) => value !== values[nearest]);
  }
}

function pick(values: PathValues, names: readonly string[]): PathValues {
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

import { isRisky } from '../discovery/risky-path.ts';
import type { HarvestedId, Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import { isRead, type Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { singular } from '../values/path-template.ts';
import { poolOf } from '../values/pool.ts';
import { withoutExtension } from '../values/resource-names.ts';
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
  parentsFrom(identifiers: readonly HarvestedId[]): Iterable<PathValues>;
}

/** Last parts of a path that list without naming a kind: `/orders/mine`. */
const LISTING = /^(?:all|mine|my|own|me|list|index|history|recent)$/i;
/** What may stand before the kind in another word: `/my-orders`, `/listOrders`. */
const LISTING_WORD = /^(?:my|own|list|get|all)[-_]?(?=[a-z])/i;

/** The list right above the objects, where it is an operation. */
export function listAbove({ operations }: Surface, object: Operation, above: string): Operation | undefined {
  return readsOf(operations, object.server)?.byPath.get(shapeOf(above));
}

/** Equal for paths that differ in the names of variables only. */
const shapeOf = (path: string) => path.replace(/\{[^{}]*\}/g, '{}');

/** What is read by an identifier, and where the list of it would stand. */
interface Listed {
  readonly operation: Operation;
  readonly parents: readonly string[];
  readonly above: string;
  /** True where that is the path of the operation, cut off; false where it was made from a name. */
  readonly isAbove: boolean;
}

/** Every list of the objects of an operation: the one right above it first, then others of the same kind. */
export function objectLists(
  surface: Surface,
  { operation: object, parents, above, isAbove }: Listed,
): ObjectList[] {
  const kind = kindOf(above);
  const reads = readsOf(surface.operations, object.server);
  const right = isAbove ? reads?.byPath.get(shapeOf(above)) : undefined;
  const alike = kind === '' ? [] : [...(reads?.byKind.get(kind) ?? []), ...(reads?.below.get(above) ?? [])];
  const others = [...new Set(alike)]
    .filter(({ operation }) => operation !== right && operation !== object)
    .sort((a, b) => a.at - b.at)
    .map(({ operation }) => operation);
  return [...(right ? [right] : []), ...others].map((operation) => ({
    operation,
    elsewhere: operation !== right,
    under: (values) => {
      const ordinary = ordinaryOf(surface, operation);
      return requestFor(operation, surface.spec, {
        ...ordinary,
        values: { ...ordinary.values, ...values },
      });
    },
    parentsFrom: (identifiers) => parentsFrom(operation, object, parents, identifiers),
  }));
}

/** A read that may be a list, and where it stands among the operations. */
interface Read {
  readonly operation: Operation;
  readonly at: number;
}

/** The reads of one server, by what objects look for. */
interface Reads {
  /** Without a slash at the end; the first of each. */
  readonly byPath: Map<string, Operation>;
  /** Those that do nothing by their name. */
  readonly byKind: Map<string, Read[]>;
  /** Those whose last part only says that it lists, by the path before it. */
  readonly below: Map<string, Read[]>;
}

const indexes = new WeakMap<readonly Operation[], Map<string, Reads>>();

function readsOf(operations: readonly Operation[], server: string): Reads | undefined {
  const known = indexes.get(operations);
  if (known) return known.get(server);
  const index = new Map<string, Reads>();
  for (const [at, operation] of operations.entries()) {
    if (!isRead(operation.method)) continue;
    const reads = index.get(operation.server) ?? { byPath: new Map(), byKind: new Map(), below: new Map() };
    index.set(operation.server, reads);
    const path = withoutSlash(operation.path);
    const shape = shapeOf(path);
    if (!reads.byPath.has(shape)) reads.byPath.set(shape, operation);
    if (isRisky(operation.path)) continue;
    const read = { operation, at };
    add(reads.byKind, kindOf(path), read);
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (LISTING.test(path.slice(parent.length + 1))) add(reads.below, parent, read);
  }
  indexes.set(operations, index);
  return index.get(server);
}

function add(lists: Map<string, Read[]>, key: string, read: Read) {
  const list = lists.get(key);
  if (list) list.push(read);
  else lists.set(key, [read]);
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}

/** What a path's objects are called, in one form: `order` of `/v1/orders`, `/me/orders` and `/order`. */
function kindOf(path: string): string {
  const last =
    withoutSlash(path.split('?', 1)[0] ?? '')
      .split('/')
      .at(-1) ?? '';
  if (last.includes('{')) return '';
  return singular(withoutExtension(last).replace(LISTING_WORD, '')).toLowerCase();
}

function pathParameters({ parameters }: Operation): string[] {
  return parameters.filter(({ in: where }) => where === 'path').map(({ name }) => name);
}

/** Each turn goes without the nearest parent of the turn before, so that the next best one comes up. */
function* parentsFrom(
  list: Operation,
  object: Operation,
  ofObject: readonly string[],
  identifiers: readonly HarvestedId[],
): Generator<PathValues> {
  const names = [...new Set([...ofObject, ...pathParameters(list)])];
  const alike = sameVariables(list, object);
  const nearest = names.at(-1);
  if (nearest === undefined) {
    yield {};
    return;
  }
  let rest = identifiers;
  const tried = new Set<string>();
  for (;;) {
    const values = { ...poolOf(rest).valuesFor(list), ...pick(poolOf(rest).valuesFor(object), ofObject) };
    const parent = values[nearest];
    if (parent === undefined || tried.has(parent) || names.some((name) => values[name] === undefined)) return;
    tried.add(parent);
    yield Object.fromEntries(names.map((name) => [name, values[alike.get(name) ?? name] ?? '']));
    // A record that names the parent would bring it up again.
    const isOf = ({ value }: HarvestedId) => value === parent;
    rest = rest.filter((id) => !isOf(id) && !id.record?.some(isOf));
  }
}

/** Variables of the object by those of the list right above it that stand in their place under another name. */
function sameVariables(list: Operation, object: Operation): ReadonlyMap<string, string> {
  if (!shapeOf(object.path).startsWith(`${shapeOf(withoutSlash(list.path))}/`)) return new Map();
  const own = pathParameters(object);
  return new Map(
    variablesIn(list.path).flatMap((name, at) => {
      const variable = variablesIn(object.path)[at];
      return variable === undefined || variable === name || !own.includes(variable) ? [] : [[variable, name]];
    }),
  );
}

const variablesIn = (path: string) => [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);

function pick(values: PathValues, names: readonly string[]): PathValues {
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

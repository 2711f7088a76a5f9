import type { HarvestedId } from '../discovery/surface.ts';
import type { Operation, Parameter } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import { singular } from './path-template.ts';
import { plainName } from './plain-name.ts';

/** Values for parameters, by name. */
export type Values = Readonly<Record<string, string>>;

/** Everything that the service gave out, found again by what a parameter needs. */
export interface ValuePool {
  /** What fits a parameter, best first, each value once: the same collection counts most, then the name. */
  candidates(operation: Operation, parameter: Sought): readonly string[];
  /** The best value for each parameter that there is one for; optional parameters of the query too. */
  valuesFor(operation: Operation): Values;
  /** Values for every parameter, the best set first; sets differ in the last parameter of the path before others. */
  valueSets(operation: Operation, atMost: number): readonly Values[];
  /** True when every path parameter can be filled with what the service itself gave out. */
  canFill(operation: Operation): boolean;
}

const pools = new WeakMap<readonly HarvestedId[], ValuePool>();

/** The pool over these identifiers; they are frozen, so that one index serves every operation. */
export function poolOf(identifiers: readonly HarvestedId[]): ValuePool {
  const known = pools.get(identifiers);
  if (known) return known;
  const pool = createPool(identifiers);
  pools.set(identifiers, pool);
  return pool;
}

function createPool(identifiers: readonly HarvestedId[]): ValuePool {
  const read = entryReader();
  const entries = identifiers.map(read);
  const byCollection = indexed(entries, ({ place }) => place);
  const byField = indexed(entries, ({ field }) => field);
  const byKind = indexed(entries, ({ kind }) => kind);

  /**
   * Fitting values, best first; of equals those that were given out below the value of the parameter before. One at a
   * time: most callers want the first, and a large API gives out thousands of fields with the same name.
   */
  function* ranked(operation: Operation, parameter: Sought, above?: string): Generator<string> {
    const given = new Set<string>();
    for (const { value } of fitting(wantedBy(operation, parameter), above)) {
      if (given.has(value)) continue;
      given.add(value);
      yield value;
    }
  }

  function* fitting(wanted: Wanted, above: string | undefined): Generator<Entry> {
    const isBelow = (entry: Entry) => above !== undefined && entry.below.includes(above);
    const near = new Set([
      ...(byCollection.get(wanted.place) ?? []),
      ...(byField.get(wanted.ofResource) ?? []),
      ...(byKind.get(wanted.name) ?? []),
      ...(byKind.get(wanted.ofResource) ?? []),
    ]);
    const close = [...near]
      .map((entry) => ({ entry, points: fitness(entry, wanted), below: Number(isBelow(entry)) }))
      .filter(({ points }) => points > 0 && points !== NAMESAKE)
      .sort((a, b) => b.points - a.points || b.below - a.below || a.entry.at - b.entry.at);
    for (const { entry, points } of close) if (points > NAMESAKE) yield entry;
    // Of all collections, and in the order of the list.
    const named = wanted.name.length > SHORTEST_TELLING ? (byField.get(wanted.name) ?? []) : [];
    for (const below of above === undefined ? [false] : [true, false]) {
      for (const entry of named)
        if (isBelow(entry) === below && fitness(entry, wanted) === NAMESAKE) yield entry;
    }
    for (const { entry, points } of close) if (points < NAMESAKE) yield entry;
  }

  function valueSets(operation: Operation, atMost: number): readonly Values[] {
    const sought = operation.parameters.filter(({ in: where }) => where === 'path' || where === 'query');
    const inPath = sought.filter(({ in: where }) => where === 'path').sort(byPlaceIn(operation.path));
    const query = sought.flatMap((parameter) => {
      const [best] = parameter.in === 'query' ? ranked(operation, parameter) : [];
      return best === undefined ? [] : [[parameter.name, best] as const];
    });
    const sets: Values[] = [];
    function fill(at: number, values: Values, above: string | undefined) {
      const parameter = inPath[at];
      if (sets.length >= atMost) return;
      if (!parameter) {
        sets.push(values);
        return;
      }
      let isFilled = false;
      for (const value of ranked(operation, parameter, above)) {
        isFilled = true;
        fill(at + 1, { ...values, [parameter.name]: value }, value);
        if (sets.length >= atMost) return;
      }
      if (!isFilled) fill(at + 1, values, undefined);
    }
    fill(0, Object.fromEntries(query), undefined);
    return sets;
  }

  return {
    candidates: (operation, parameter) => [...ranked(operation, parameter)],
    valueSets,
    valuesFor: (operation) => valueSets(operation, 1)[0] ?? {},
    canFill: (operation) =>
      operation.parameters.every(
        (parameter) => parameter.in !== 'path' || ranked(operation, parameter).next().done !== true,
      ),
  };
}

type Sought = Pick<Parameter, 'name' | 'in'>;

/** In the order in which the path names them: parents before what stands below them. */
function byPlaceIn(path: string): (a: Sought, b: Sought) => number {
  return (a, b) => path.indexOf(`{${a.name}}`) - path.indexOf(`{${b.name}}`);
}

interface Entry {
  readonly value: string;
  /** Place in the list: what was seen first wins among equals. */
  readonly at: number;
  readonly field: string;
  /** Collection with its variables unnamed. */
  readonly place: string;
  /** Segments of the URL that gave it out. */
  readonly below: readonly string[];
  /** `userid` for the `id` of `/users`, `username` for its `name`; empty where there is no such thing. */
  readonly kind: string;
}

/** Many values come from one answer, and are of one collection: each address and each name is read once. */
function entryReader(): (identifier: HarvestedId, at: number) => Entry {
  const belowOf = once((from) => (URL.canParse(from) ? new URL(from).pathname.split('/') : []));
  const placeOf = once(plainPlace);
  const homeOf = once((collection) => plainName(singular(lastWord(collection))));
  const fieldOf = once(plainName);
  return ({ name, value, collection, from }, at) => {
    const field = fieldOf(name);
    const home = homeOf(collection ?? '');
    return {
      ...{ value, at, field },
      place: collection === undefined ? '' : placeOf(collection),
      below: belowOf(from),
      kind: home === '' ? '' : `${home}${PLAIN_ID.test(field) ? 'id' : field}`,
    };
  };
}

function once<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const held = known.get(text);
    if (held !== undefined) return held;
    const value = read(text);
    known.set(text, value);
    return value;
  };
}

interface Wanted {
  readonly name: string;
  readonly place: string;
  /** The name without the resource's: `id` of `user_id` and of `{user}` below `/users`, `name` of `username`. */
  readonly short: string;
  /** `userid` for `/users/{…}`. */
  readonly ofResource: string;
}

function wantedBy(operation: Operation, { name, in: where }: Sought): Wanted {
  const before = where === 'path' ? (operation.path.split(`{${name}}`)[0] ?? '') : operation.path;
  const collection = `${serverPath(operation)}${before}`;
  const plain = plainName(name);
  const resource = plainName(singular(lastWord(collection)));
  return {
    name: plain,
    place: plainPlace(collection),
    short: resource !== '' && plain.startsWith(resource) ? plain.slice(resource.length) || 'id' : plain,
    ofResource: resource === '' ? '' : `${resource}id`,
  };
}

/** What a field is worth that is called like the parameter, wherever it stands. */
const NAMESAKE = 6;
/** `id` names something in every collection, and so nothing in others. */
const SHORTEST_TELLING = 2;

/** How well a value fits a parameter; 0: not at all. */
function fitness({ field, place, kind }: Entry, wanted: Wanted): number {
  const wantsId = /id$|^(?:pk|key)$/.test(wanted.short);
  if (place !== '' && place === wanted.place) {
    if (field === wanted.name) return 10;
    if (field === wanted.short || (wantsId && PLAIN_ID.test(field))) return 9;
    if (wantsId && field === wanted.ofResource) return 8;
    // Whatever the parameter is called: something has to name one object of this collection.
    if (field === 'slug' || field === 'name') return wantsId ? 1 : 5;
    return PLAIN_ID.test(field) && !wantsId ? 3 : 0;
  }
  // `/users` gives its `id` to any `{user_id}`, and an order's `user_id` names a user too.
  if (kind !== '' && (wanted.name === kind || (wanted.short === 'id' && wanted.ofResource === kind)))
    return wanted.name === kind ? 7 : 4;
  if (wanted.name.length > SHORTEST_TELLING && field === wanted.name) return NAMESAKE;
  return wanted.short === 'id' && field === wanted.ofResource && field !== '' ? 5 : 0;
}

const PLAIN_ID = /^(?:id|uuid|guid|pk|key)$/;

function indexed(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === '') continue;
    const list = index.get(key);
    if (list) list.push(entry);
    else index.set(key, [entry]);
  }
  return index;
}

function lastWord(path: string): string {
  return (
    path
      .split('/')
      .filter((part) => part !== '' && !part.startsWith('{'))
      .at(-1) ?? ''
  );
}

/** Equal for paths that differ in the names of variables only; never empty. */
function plainPlace(path: string): string {
  const plain = path.replace(/\{[^{}]*\}/g, '{}').replace(/\/$/, '');
  return plain === '' ? '/' : plain.toLowerCase();
}

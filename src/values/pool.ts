import type { HarvestedId } from '../discovery/surface.ts';
import type { Operation, Parameter } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import { plainName } from './plain-name.ts';
import { isAbbreviated, kindInPath, singleName, stemOf } from './resource-names.ts';

/** Values for parameters, by name. */
export type Values = Readonly<Record<string, string>>;

/** Everything that the service gave out, found again by what a parameter needs. */
export interface ValuePool {
  /** What fits a parameter, best first, each value once: the same collection counts most, then the name. */
  candidates(operation: Operation, parameter: Sought): readonly string[];
  /** True where what fits best is an identifier of something, by the name of the field that held it. */
  identifies(operation: Operation, parameter: Sought): boolean;
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
  const byStem = indexed(entries, ({ stem }) => stem);
  const stems = [...byStem.keys()];

  /**
   * Fitting values, best first; of equals those that were given out below the value of the parameter before. One at a
   * time: most callers want the first, and a large API gives out thousands of fields with the same name.
   */
  function* ranked(operation: Operation, parameter: Sought, above?: string): Generator<string> {
    const given = new Set<string>();
    for (const entry of entriesFor(operation, parameter, above)) {
      if (given.has(entry.value)) continue;
      given.add(entry.value);
      yield entry.value;
    }
  }

  function* entriesFor(operation: Operation, parameter: Sought, above?: string): Generator<Entry> {
    let isFound = false;
    for (const entry of fitting(wantedBy(operation, parameter), above)) {
      isFound = true;
      yield entry;
    }
    // `?ids=` and `?skus[]=` take one as well as several.
    const name = singleName(parameter.name);
    if (!isFound && name !== parameter.name)
      yield* fitting(wantedBy(operation, { ...parameter, name }), above);
  }

  function stemmed({ stem }: Wanted): Entry[] {
    if (stem === '') return [];
    const alike = stems.filter((one) => one === stem || isAbbreviated(one, stem));
    return alike.flatMap((one) => byStem.get(one) ?? []);
  }

  function* fitting(wanted: Wanted, above: string | undefined): Generator<Entry> {
    const isBelow = (entry: Entry) => above !== undefined && entry.below.includes(above);
    const near = new Set([
      ...(byCollection.get(wanted.place) ?? []),
      ...(byField.get(wanted.ofResource) ?? []),
      ...(byKind.get(wanted.name) ?? []),
      ...(byKind.get(wanted.ofResource) ?? []),
      ...stemmed(wanted),
      ...(wanted.isPerson ? (byKind.get(USER) ?? []) : []),
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
    identifies: (operation, parameter) => {
      const [best] = entriesFor(operation, parameter);
      return best !== undefined && NAMES_ONE.test(best.name);
    },
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
  /** As the service calls the field. */
  readonly name: string;
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
  /** What it is an identifier of: `employee` for `emp_no`'s `emp`, `employee_id`, and for the `id` of `/employees`. */
  readonly stem: string;
}

/** Many values come from one answer, and are of one collection: each address and each name is read once. */
function entryReader(): (identifier: HarvestedId, at: number) => Entry {
  const belowOf = once((from) => (URL.canParse(from) ? new URL(from).pathname.split('/') : []));
  const placeOf = once(plainPlace);
  const homeOf = once((collection) => plainName(kindInPath(collection)));
  const fieldOf = once(plainName);
  const stemIn = once(stemOf);
  return ({ name, value, collection, from }, at) => {
    const field = fieldOf(name);
    const home = homeOf(collection ?? '');
    return {
      ...{ name, value, at, field },
      stem: PLAIN_ID.test(field) || HANDLE.test(field) ? home : stemIn(name),
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
  /** What it names, without `id`, `no`, `slug` and the like; empty where it says how and not which. */
  readonly stem: string;
  /** True for the number of somebody: whoever uses the service may be one of them. */
  readonly isPerson: boolean;
}

function wantedBy(operation: Operation, { name, in: where }: Sought): Wanted {
  const before = where === 'path' ? (operation.path.split(`{${name}}`)[0] ?? '') : operation.path;
  const collection = `${serverPath(operation)}${before}`;
  const plain = plainName(name);
  const resource = plainName(kindInPath(collection));
  const short = resource !== '' && plain.startsWith(resource) ? plain.slice(resource.length) || 'id' : plain;
  return {
    name: plain,
    place: plainPlace(collection),
    short,
    ofResource: resource === '' ? '' : `${resource}id`,
    stem: stemFor(name, where, resource),
    isPerson: where === 'path' && /id$/.test(short) && PERSONS.test(resource),
  };
}

/** Kind of the number of a user. */
const USER = 'userid';
const PERSONS =
  /^(?:people|person|user|member|employee|customer|patient|student|client|account|profile|staff|driver|subscriber)$/;

/** `/payslip?id=` asks for a payslip; what a collection in a path is called says more than its variable. */
function stemFor(name: string, where: Sought['in'], resource: string): string {
  const plain = plainName(name);
  if (PLAIN_ID.test(plain) || (where === 'path' && HANDLE.test(plain))) return resource;
  if (SETTING.test(plain)) return '';
  const own = stemOf(name);
  if (where === 'path' && isAbbreviated(own, resource)) return resource;
  return own.length > SHORTEST_TELLING ? own : '';
}

/** How and how much is shown: never which. */
const SETTING =
  /^(?:page|limit|offset|cursor|sort|sortby|order|orderby|direction|q|query|search|filter|perpage|pagesize|size|count|skip|take|top|from|to|since|until|after|before|start|end|format|lang|language|locale|fields|include|expand|embed|select|status|state|type|kind|category|date|day|month|year|action|mode|view|token|key|signature|callback|next|url|redirect|title|text|name|version|verbose|debug)s?$/;
/** Fields that name whatever they stand in. */
const HANDLE = /^(?:slug|code|ref|handle)$/;
/** Fields whose values say which one. */
const NAMES_ONE =
  /^(?:_?id|uuid|guid|pk|slug|handle|username|login|serial|sku|iban|isbn|plate|vin)$|(?:_id|Id|ID|[_-]?uuid|Uuid|_no|No|_?number|Number|_?ref|Ref|_?slug|Slug|_?serial|Serial|_code|Code)$/;

/** What a field is worth that is called like the parameter, wherever it stands. */
const NAMESAKE = 6;
/** `id` names something in every collection, and so nothing in others. */
const SHORTEST_TELLING = 2;

/** How well a value fits a parameter; 0: not at all. */
function fitness({ field, place, kind, stem }: Entry, wanted: Wanted): number {
  const wantsId = /id$|^(?:pk|key)$/.test(wanted.short);
  if (place !== '' && place === wanted.place) {
    if (field === wanted.name) return 10;
    if (field === wanted.short || (wantsId && PLAIN_ID.test(field))) return 9;
    if (wantsId && field === wanted.ofResource) return 8;
    // Whatever the parameter is called: something has to name one object of this collection.
    if (field === 'slug' || field === 'name') return wantsId ? 1 : 5;
    return PLAIN_ID.test(field) && !wantsId ? 3 : stemFitness(stem, field, wanted);
  }
  // `/users` gives its `id` to any `{user_id}`, and an order's `user_id` names a user too.
  if (kind !== '' && (wanted.name === kind || (wanted.short === 'id' && wanted.ofResource === kind)))
    return wanted.name === kind ? 7 : 4;
  if (wanted.name.length > SHORTEST_TELLING && field === wanted.name) return NAMESAKE;
  if (wanted.short === 'id' && field === wanted.ofResource && field !== '') return 5;
  return stemFitness(stem, field, wanted) || (wanted.isPerson && kind === USER ? 1 : 0);
}

/** `organisation` and the `slug` of an organisation fit `{orgSlug}`; of those, what ends as the parameter does. */
function stemFitness(stem: string, field: string, { stem: sought, name }: Wanted): number {
  if (sought === '' || stem === '') return 0;
  const isSame = stem === sought;
  if (!isSame && !isAbbreviated(stem, sought)) return 0;
  const ending = name.startsWith(sought) ? name.slice(sought.length) : '';
  const endsAlike = ending === '' ? !PLAIN_ID.test(field) : field.endsWith(ending);
  return (isSame ? 2.5 : 2) + (endsAlike ? 0.4 : 0);
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

/** Equal for paths that differ in the names of variables only; never empty. */
function plainPlace(path: string): string {
  const plain = path.replace(/\{[^{}]*\}/g, '{}').replace(/\/$/, '');
  return plain === '' ? '/' : plain.toLowerCase();
}

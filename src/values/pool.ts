import type { HarvestedId } from '../discovery/surface.ts';
import type { Breath } from '../http/breath.ts';
import { allSteps, inSteps } from '../http/breath.ts';
import { percentEncoded } from '../http/foreign-text.ts';
import type { Operation } from '../openapi/operation.ts';
import { asWanted } from './as-wanted.ts';
import type { Entry, Sought, Wanted } from './fitness.ts';
import { entryReader, fitness, NAMESAKE, OWN, SHORTEST_TELLING, USER, wantedBy } from './fitness.ts';
import { namesOne } from './identifier-fields.ts';
import { abbreviationOf, singleName } from './resource-names.ts';

/** Values for parameters, by name. */
export type Values = Readonly<Record<string, string>>;

/** Everything that the service gave out, found again by what a parameter needs. */
export interface ValuePool {
  /** What fits a parameter, best first, each value once: the same collection counts most, then the name. */
  candidates(operation: Operation, parameter: Sought): readonly string[];
  /** True where what fits is an identifier of something, by the name of a field that held it. */
  identifies(operation: Operation, parameter: Sought): boolean;
  /** The best value for each parameter that there is one for; optional parameters of the query too. */
  valuesFor(operation: Operation): Values;
  /** Values for every parameter, the best set first; sets differ in the last parameter of the path before others. */
  valueSets(operation: Operation, atMost: number): readonly Values[];
  /** What else fills the path where this value stands in it: out of its own record first, then out of where it was given out. */
  beside(operation: Operation, parameter: Sought, value: string): Values;
  /** True when every path parameter can be filled with what the service itself gave out. */
  canFill(operation: Operation): boolean;
}

const pools = new WeakMap<readonly HarvestedId[], ValuePool>();

/** The pool over these identifiers; they are frozen, so that one index serves every operation. */
export function poolOf(identifiers: readonly HarvestedId[]): ValuePool {
  return allSteps(makingPool(identifiers));
}

/** The same, giving way to all else between its steps. */
export function poolInSteps(identifiers: readonly HarvestedId[], breathe: Breath): Promise<ValuePool> {
  return inSteps(makingPool(identifiers), breathe);
}

/** Entries that are read, and indexed, in one step. */
const OF_A_STEP = 2_000;

function* makingPool(identifiers: readonly HarvestedId[]): Generator<undefined, ValuePool, undefined> {
  const known = pools.get(identifiers);
  if (known) return known;
  const read = entryReader();
  const index = (): Index => new Map();
  const [byCollection, byField, byKind] = [index(), index(), index()];
  const [byStem, byHome, abbreviated] = [index(), index(), index()];
  for (const [at, identifier] of identifiers.entries()) {
    if (at % OF_A_STEP === 0) yield;
    const entry = read(identifier, at);
    add(byCollection, entry.place, entry);
    add(byField, entry.field, entry);
    add(byKind, entry.kind, entry);
    add(byStem, entry.stem, entry);
    add(byHome, entry.home, entry);
    add(abbreviated, abbreviationOf(entry.stem), entry);
  }
  const pool = createPool({ byCollection, byField, byKind, byStem, byHome, abbreviated });
  pools.set(identifiers, pool);
  return pool;
}

type Index = Map<string, Entry[]>;

type Indexes = Readonly<
  Record<'byCollection' | 'byField' | 'byKind' | 'byStem' | 'byHome' | 'abbreviated', Index>
>;

function createPool({ byCollection, byField, byKind, byStem, byHome, abbreviated }: Indexes): ValuePool {
  /**
   * Fitting values, best first; of equals those that were given out below the value of the parameter before. One at a
   * time: most callers want the first, and a large API gives out thousands of fields with the same name.
   */
  function* ranked(operation: Operation, parameter: Sought, above?: string): Generator<string> {
    const given = new Set<string>();
    for (const entry of entriesFor(operation, parameter, above)) {
      const value = asWanted(entry.value, parameter);
      if (value === undefined || given.has(value)) continue;
      given.add(value);
      yield value;
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
    const short = abbreviationOf(stem);
    return [
      ...(byStem.get(stem) ?? []),
      ...(short === '' ? [] : (byStem.get(short) ?? [])),
      ...(abbreviated.get(stem) ?? []),
    ];
  }

  function* fitting(wanted: Wanted, above: string | undefined): Generator<Entry> {
    const isBelow = (entry: Entry) => above !== undefined && entry.below.includes(above);
    const near = new Set([
      ...(byCollection.get(wanted.place) ?? []),
      ...(byField.get(wanted.ofResource) ?? []),
      ...(byKind.get(wanted.name) ?? []),
      ...(byKind.get(wanted.ofResource) ?? []),
      ...stemmed(wanted),
      ...(wanted.inPath || wanted.stem === '' ? [] : (byHome.get(wanted.stem) ?? [])),
      ...(wanted.isPerson ? (byKind.get(USER) ?? []) : []),
    ]);
    const own = wanted.isPerson ? ownNumbers(byCollection.get(wanted.place) ?? []) : new Set();
    const close = [...near]
      .map((entry) => ({
        entry,
        points: own.has(entry) ? OWN : fitness(entry, wanted),
        below: Number(isBelow(entry)),
      }))
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

  /** Who asks is asked for first; where people are listed and he is not among them, he is none of them. */
  function ownNumbers(listed: readonly Entry[]): ReadonlySet<Entry> {
    const own = (byKind.get(USER) ?? []).filter(({ isOwn }) => isOwn);
    if (listed.length === 0) return new Set(own);
    const values = new Set(listed.map(({ value }) => value));
    return new Set(own.filter(({ value }) => values.has(value)));
  }

  function valueSets(operation: Operation, atMost: number): readonly Values[] {
    const sought = operation.parameters.filter(({ in: where }) => where === 'path' || where === 'query');
    const inPath = sought.filter(({ in: where }) => where === 'path').sort(byPlaceIn(operation.path));
    const query = sought.flatMap((parameter) => {
      const [best] = parameter.in === 'query' ? ranked(operation, parameter) : [];
      return best === undefined ? [] : [[parameter.name, best] as const];
    });
    const usual = filled(operation, inPath, {}, atMost);
    const ofRecords = inPath.length > 1 ? recordSets(operation, inPath, atMost) : [];
    // In turns: a record may name other things by the same words.
    const sets = usual.flatMap((set, at) => [...ofRecords.slice(at, at + 1), set]);
    const all = [...sets, ...ofRecords.slice(usual.length)];
    return all
      .filter((set, at) => all.findIndex((one) => inPath.every(({ name }) => one[name] === set[name])) === at)
      .slice(0, atMost)
      .map((set) => ({ ...Object.fromEntries(query), ...set }));
  }

  /** Values for these parameters, the best set first; those that are fixed keep their value. */
  function filled(
    operation: Operation,
    inPath: readonly Sought[],
    fixed: Values,
    atMost: number,
  ): readonly Values[] {
    const sets: Values[] = [];
    function fill(at: number, values: Values, above: string | undefined) {
      const parameter = inPath[at];
      if (sets.length >= atMost) return;
      if (!parameter) {
        sets.push(values);
        return;
      }
      const { name } = parameter;
      const held = fixed[name];
      let isFilled = false;
      for (const value of held === undefined ? ranked(operation, parameter, above) : [held]) {
        isFilled = true;
        fill(at + 1, { ...values, [name]: value }, value);
        if (sets.length >= atMost) return;
      }
      if (!isFilled) fill(at + 1, values, undefined);
    }
    fill(0, {}, undefined);
    return sets;
  }

  /** Sets around values of the last parameter whose own records name what they stand below. */
  function recordSets(operation: Operation, inPath: readonly Sought[], atMost: number): Values[] {
    const last = inPath.at(-1);
    const sets: Values[] = [];
    let looked = 0;
    for (const entry of last ? entriesFor(operation, last) : []) {
      looked += 1;
      if (looked > LOOKED_AT || sets.length >= atMost) break;
      const named = last ? namedBy(entry, operation, inPath.slice(0, -1)) : {};
      if (!last || Object.keys(named).length === 0) continue;
      sets.push(...filled(operation, inPath, { ...named, [last.name]: entry.value }, 1));
    }
    return sets;
  }

  function beside(operation: Operation, parameter: Sought, value: string): Values {
    const inPath = operation.parameters
      .filter(({ in: where }) => where === 'path')
      .sort(byPlaceIn(operation.path));
    const others = inPath.filter(({ name }) => name !== parameter.name);
    if (others.length === 0) return {};
    let looked = 0;
    for (const entry of entriesFor(operation, parameter)) {
      if (entry.value !== value) continue;
      const named = { ...givenBelow(entry, operation, others), ...namedBy(entry, operation, others) };
      if (Object.keys(named).length > 0) {
        const [{ [parameter.name]: _, ...set } = {}] = filled(
          operation,
          inPath,
          { ...named, [parameter.name]: value },
          1,
        );
        return set;
      }
      looked += 1;
      if (looked >= LOOKED_AT) break;
    }
    return {};
  }

  /** `order_id` of an item's record, for the order that the item stands below. */
  function namedBy({ record, name, value }: Entry, operation: Operation, others: readonly Sought[]): Values {
    if (!record || record.length < 2) return {};
    const { candidates } = poolOf(record);
    const isOther = (one: string) =>
      one !== value || record.some((id) => id.value === one && id.name !== name);
    return Object.fromEntries(
      others.flatMap((other) => {
        const named = candidates(operation, other).find(isOther);
        return named === undefined ? [] : [[other.name, named]];
      }),
    );
  }

  /** `7` of `/orders/7/items`, which gave out the item. */
  function givenBelow({ below }: Entry, operation: Operation, others: readonly Sought[]): Values {
    return Object.fromEntries(
      others.flatMap((other) => {
        for (const value of ranked(operation, other))
          if (below.includes(percentEncoded(value)) || below.includes(value)) return [[other.name, value]];
        return [];
      }),
    );
  }

  return {
    candidates: (operation, parameter) => [...ranked(operation, parameter)],
    identifies: (operation, parameter) => {
      let looked = 0;
      for (const { name } of entriesFor(operation, parameter)) {
        if (namesOne(name)) return true;
        looked += 1;
        if (looked >= LOOKED_AT) break;
      }
      return false;
    },
    valueSets,
    beside,
    valuesFor: (operation) => valueSets(operation, 1)[0] ?? {},
    canFill: (operation) =>
      operation.parameters.every(
        (parameter) => parameter.in !== 'path' || ranked(operation, parameter).next().done !== true,
      ),
  };
}

/** In the order in which the path names them: parents before what stands below them. */
function byPlaceIn(path: string): (a: Sought, b: Sought) => number {
  return (a, b) => path.indexOf(`{${a.name}}`) - path.indexOf(`{${b.name}}`);
}

/** Values of links stand under the parameter's own name, before those of fields; what comes later fits less. */
const LOOKED_AT = 20;
function add(index: Index, key: string, entry: Entry) {
  if (key === '') return;
  const list = index.get(key);
  if (list) list.push(entry);
  else index.set(key, [entry]);
}

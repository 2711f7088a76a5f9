import type { HarvestedId } from '../discovery/surface.ts';
import type { Operation, Parameter } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import { plainName } from './plain-name.ts';
import { isAbbreviated, kindInPath, OWN_RECORD, stemOf } from './resource-names.ts';

/** A parameter that wants a value. */
export type Sought = Pick<Parameter, 'name' | 'in' | 'schema'>;

/** An identifier, read for finding it again. */
export interface Entry {
  /** As the service calls the field. */
  readonly name: string;
  readonly value: string;
  readonly record?: readonly HarvestedId[];
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
  /** What the collection holds: `device` of `/devices`. */
  readonly home: string;
  /** True where it stands in the record of whoever asked. */
  readonly isOwn: boolean;
}

/** Many values come from one answer, and are of one collection: each address and each name is read once. */
export function entryReader(): (identifier: HarvestedId, at: number) => Entry {
  const belowOf = once((from) => (URL.canParse(from) ? new URL(from).pathname.split('/') : []));
  const placeOf = once(plainPlace);
  const homeOf = once((collection) => plainName(kindInPath(collection)));
  const fieldOf = once(plainName);
  const stemIn = once(stemOf);
  return ({ name, value, collection, from, record }, at) => {
    const field = fieldOf(name);
    const home = homeOf(collection ?? '');
    return {
      name,
      value,
      ...(record ? { record } : {}),
      at,
      field,
      home,
      isOwn: collection === '/users' && OWN_RECORD.test(from.split('?', 1)[0] ?? ''),
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

export interface Wanted {
  readonly name: string;
  readonly place: string;
  /** The name without the resource's: `id` of `user_id` and of `{user}` below `/users`, `name` of `username`. */
  readonly short: string;
  /** `userid` for `/users/{…}`. */
  readonly ofResource: string;
  /** What it names, without `id`, `no`, `slug` and the like; empty where it says how and not which. */
  readonly stem: string;
  readonly inPath: boolean;
  /** True for the number of somebody: whoever uses the service may be one of them. */
  readonly isPerson: boolean;
}

export function wantedBy(operation: Operation, { name, in: where }: Sought): Wanted {
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
    inPath: where === 'path',
    isPerson: where === 'path' && /id$/.test(short) && PERSONS.test(resource),
  };
}

/** Kind of the number of a user. */
export const USER = 'userid';
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
/** Fields that name whatever they stand in, and nothing else. */
const NAME_OF_ONE = /^(?:serial|slug|handle|sku|isbn|plate|number|no)$/;
/** Fields that name whatever they stand in. */
const HANDLE = /^(?:slug|code|ref|handle)$/;
/** The number of whoever asks. */
export const OWN = 11;
/** What a field is worth that is called like the parameter, wherever it stands. */
export const NAMESAKE = 6;
/** What a field is worth that is called after the collection: `session_id`. */
const NAMED_AFTER = 2.6;
/** `id` names something in every collection, and so nothing in others. */
export const SHORTEST_TELLING = 2;

/** How well a value fits a parameter; 0: not at all. */
export function fitness(entry: Entry, wanted: Wanted): number {
  const { field, place, kind } = entry;
  const wantsId = /id$|^(?:pk|key)$/.test(wanted.short);
  if (place !== '' && place === wanted.place) {
    if (field === wanted.name) return 10;
    if (field === wanted.short || (wantsId && PLAIN_ID.test(field))) return 9;
    if (wantsId && field === wanted.ofResource) return 8;
    // Whatever the parameter is called: something has to name one object of this collection.
    if (wanted.inPath && (field === 'slug' || field === 'name')) return wantsId ? 1 : 5;
    if (wanted.inPath && PLAIN_ID.test(field) && !wantsId) return 3;
    return stemFitness(entry, wanted);
  }
  // `/users` gives its `id` to any `{user_id}`, and an order's `user_id` names a user too.
  if (kind !== '' && (wanted.name === kind || (wanted.short === 'id' && wanted.ofResource === kind)))
    return wanted.name === kind ? 7 : 4;
  if (wanted.name.length > SHORTEST_TELLING && field === wanted.name) return NAMESAKE;
  if (wanted.short === 'id' && field === wanted.ofResource && field !== '') return 5;
  // `/sessions/{sid}`: what names a session names it, whatever the variable is called.
  if (wanted.inPath && field === wanted.ofResource && field !== '') return NAMED_AFTER;
  return stemFitness(entry, wanted) || (wanted.isPerson && kind === USER ? 1 : 0);
}

/** `organisation` and the `slug` of an organisation fit `{orgSlug}`; of those, what ends as the parameter does. */
function stemFitness({ stem, field, home }: Entry, { stem: sought, name }: Wanted): number {
  if (sought === '' || stem === '') return 0;
  // Devices are told apart by their `serial`: `?device=` takes that.
  if (home === sought && NAME_OF_ONE.test(field)) return 2.2;
  const isSame = stem === sought;
  if (!isSame && !isAbbreviated(stem, sought)) return 0;
  const ending = name.startsWith(sought) ? name.slice(sought.length) : '';
  const endsAlike = ending === '' ? !PLAIN_ID.test(field) : field.endsWith(ending);
  return (isSame ? 2.5 : 2) + (endsAlike ? 0.4 : 0);
}

const PLAIN_ID = /^(?:id|uuid|guid|pk|key)$/;

/** Equal for paths that differ in the names of variables only; never empty. */
function plainPlace(path: string): string {
  const plain = path.replace(/\{[^{}]*\}/g, '{}').replace(/\/$/, '');
  return plain === '' ? '/' : plain.toLowerCase();
}

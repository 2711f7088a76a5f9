import { csvRecords } from '../answers/csv.ts';
import type { HarvestedId } from '../discovery/surface.ts';
import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { isJson, json, succeeded } from '../http/exchange.ts';
import { indexed, matchOperation } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import { mayFill } from './identifier-fields.ts';
import { templatePath } from './path-template.ts';
import { plainName } from './plain-name.ts';
import { isAbbreviated, kindInPath, OWN_RECORD, singleName, stemOf } from './resource-names.ts';

/** Enough to have objects of several owners and states among them; what lists hold beyond that is more of the same. */
const PER_FIELD_AND_COLLECTION = 12;
const ITEMS_PER_LIST = 50;
const DEEPEST = 6;

/** Longer values are texts or tokens; a path parameter is neither. */
const LONGEST_VALUE = 80;

/**
 * Identifiers that JSON answers gave out. Names of parameters are wanted: a field that is called like one
 * counts too, whatever it is (`title`, `username`).
 */
export async function harvestIdentifiers(
  exchanges: readonly Exchange[],
  operations: readonly Operation[],
): Promise<HarvestedId[]> {
  const breathe = createBreath();
  await indexed(operations, breathe);
  const harvestOne = createHarvester(operations);
  const lists: HarvestedId[][] = [];
  for (const exchange of exchanges) {
    await breathe();
    lists.push(harvestOne(exchange));
  }
  return mergeIdentifiers(lists);
}

/**
 * Reads one answer at a time: for callers that cannot hold all of them. `wantedBy` are operations whose parameters are
 * wanted, where they are more than those that answers are matched with.
 */
export function createHarvester(
  operations: readonly Operation[],
  wantedBy: readonly Operation[] = operations,
): (exchange: Exchange) => HarvestedId[] {
  const isWanted = wantedFields(wantedBy);
  return (exchange) => {
    if (!succeeded(exchange)) return [];
    const { url } = exchange.request;
    const found: HarvestedId[] = [];
    const { template, values } = templatePath(new URL(url).pathname);
    for (const value of values) found.push({ ...value, from: url });
    for (const [name, value] of exchange.response.headers) {
      const kind = NAMED_IN_HEADER.exec(name)?.[1];
      if (kind !== undefined && !OF_THE_REQUEST.test(kind) && IN_A_HEADER.test(value))
        found.push({ name: kind, value, from: url });
    }
    const document = isJson(exchange.response) ? json(exchange.response) : csvRecords(exchange.response);
    if (document !== undefined) {
      const place = placeOf(template, operationTemplate(operations, url), Array.isArray(document));
      const isOwn = OWN_RECORD.test(place.collection);
      harvest(document, place, url, isWanted, (id) => {
        found.push(id);
        // Who asks is a user, whatever the place is called.
        if (isOwn && id.collection === place.collection && PLAIN_ID.test(id.name))
          found.push({ ...id, collection: '/users' });
      });
    }
    return found;
  };
}

const PLAIN_ID = /^_?(?:id|uuid|guid)$/i;
/** `X-Account-Id`: what the answer is about, or belongs to. */
const NAMED_IN_HEADER = /^x-([a-z][a-z-]{1,30}-(?:id|uuid|number|no|ref|code))$/i;
/** What networks, proxies and tracing write there. */
const OF_THE_REQUEST =
  /request|trace|span|correlation|transaction|session|amz|cloud|vercel|cache|event|instance|server|client|device|build|error|message/i;
const IN_A_HEADER = /^[\w.@-]{1,40}$/;

type IsWanted = (name: string, value: string) => boolean;

/** Fields called like a parameter, or like what it names: `organisation` for `{orgSlug}` of `/organisations/{orgSlug}`. */
function wantedFields(operations: readonly Operation[]): IsWanted {
  const names = new Set<string>();
  const stems = new Set<string>();
  for (const { parameters, path } of operations) {
    for (const { name, in: where } of parameters) {
      if (where === 'cookie') continue;
      const plain = name.replace(/^x-/i, '');
      for (const one of [plain, singleName(plain)]) names.add(plainName(one));
      stems.add(stemOf(singleName(plain)));
      if (where === 'path') stems.add(plainName(kindInPath(path.split(`{${name}}`, 1)[0] ?? '')));
    }
  }
  stems.delete('');
  const known = new Map<string, boolean>();
  return (name, value) => {
    if (names.has(plainName(name))) return true;
    if (/\s/.test(value)) return false;
    const held = known.get(name);
    if (held !== undefined) return held;
    const stem = stemOf(name);
    const isStem = stems.has(stem) || [...stems].some((one) => isAbbreviated(stem, one));
    known.set(name, isStem);
    return isStem;
  };
}

/** One list of several, in their order: each value once, and of each field of a collection a few. */
export function mergeIdentifiers(lists: readonly (readonly HarvestedId[])[]): HarvestedId[] {
  const merged: HarvestedId[] = [];
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  for (const id of lists.flat()) {
    const field = `${id.name}\n${id.collection}`;
    const whole = `${field}\n${id.value}`;
    const count = counts.get(field) ?? 0;
    if (count >= PER_FIELD_AND_COLLECTION || seen.has(whole)) continue;
    seen.add(whole);
    counts.set(field, count + 1);
    merged.push(id);
  }
  return merged;
}

/** What an answer is about: one object of a collection, or the collection (or anything else) itself. */
interface AnswerPlace {
  readonly collection: string;
  readonly isItem: boolean;
}

function placeOf(guessed: string, documented: string | undefined, isList: boolean): AnswerPlace {
  const template = (documented ?? guessed).replace(/(.)\/$/, '$1');
  const isItem = template.endsWith('}');
  // A list where one object is asked for holds what belongs to that object: `/statements/{month}`.
  if (isItem && isList) return { collection: template.replace(/\{[^{}]*\}$/, '{}'), isItem: false };
  return { collection: isItem ? template.slice(0, template.lastIndexOf('/')) : template, isItem };
}

/** A document knows better than the look of a segment which part of a path is a value. */
function operationTemplate(operations: readonly Operation[], url: string): string | undefined {
  const operation = matchOperation(operations, 'GET', url) ?? matchOperation(operations, 'QUERY', url);
  return operation && `${serverPath(operation)}${operation.path}`;
}

function harvest(
  document: unknown,
  { collection, isItem }: AnswerPlace,
  from: string,
  isWanted: IsWanted,
  add: (id: HarvestedId) => void,
) {
  /** Returns what this record and those in it say of themselves, without the lists in it. */
  function walk(
    node: unknown,
    place: string,
    inItem: boolean,
    depth: number,
    around: readonly HarvestedId[],
  ): readonly HarvestedId[] {
    if (depth > DEEPEST) return [];
    if (Array.isArray(node)) {
      for (const item of node.slice(0, ITEMS_PER_LIST)) {
        // A bare list of names or numbers is a list of identifiers, also of what belongs to one object.
        if (isValue(item) && !/\s/.test(String(item)))
          add({ name: 'id', value: String(item), collection: place, from, record: around });
        else walk(item, place, true, depth + 1, around);
      }
      return [];
    }
    if (typeof node !== 'object' || node === null) return [];
    const kind = resourceType(node as Fields);
    if (kind !== undefined && !isOf(place, kind)) place = `/${kind}`;
    const byName = inItem && !Object.keys(node).some(mayFill);
    const byNumber = inItem && !Object.keys(node).some((name) => OWN_ID.test(name));
    const names = (name: string, value: string | number) =>
      mayFill(name) ||
      isWanted(name, String(value)) ||
      (byName && name === 'name') ||
      (byNumber && NUMBER.test(name));
    const own = new Map<string, HarvestedId>();
    const record: HarvestedId[] = [];
    for (const [name, value] of Object.entries(node))
      if (isValue(value) && names(name, value))
        own.set(name, { name, value: String(value), collection: place, from, record });
    record.push(...own.values(), ...around);
    const held: HarvestedId[] = [...own.values()];
    for (const [name, value] of Object.entries(node)) {
      const id = own.get(name);
      if (id) add(id);
      else if (typeof value === 'object') {
        // The envelope of `/books` holds books, whatever it calls them; what hangs below one book is another kind.
        const isEnvelope =
          ENVELOPE.test(name) || (Array.isArray(value) && !inItem && place.split('/').includes(name));
        const below = isEnvelope ? place : `${place}${inItem ? '/{}' : ''}/${name}`;
        const inner = walk(value, below, inItem, depth + 1, record);
        held.push(...inner);
      }
    }
    record.push(...held.slice(own.size));
    return held;
  }
  walk(document, collection, isItem, 0, []);
}

type Fields = Readonly<Record<string, unknown>>;

/** A resource identifier object of JSON:API says itself what it names (JSON:API 1.1 section 7.3). */
function resourceType({ type, id }: Fields): string | undefined {
  return typeof type === 'string' && typeof id === 'string' && /^[a-z][\w-]{1,40}s$/i.test(type)
    ? type
    : undefined;
}

function isOf(place: string, kind: string): boolean {
  return place.split('/').at(-1) === kind;
}

/** What tells records apart that have no identifier of their own; those of others they may have. */
const NUMBER = /^(?:number|no|ref|reference)$/;
const OWN_ID = /^(?:_?id|uuid|guid|slug|key|code|sku|isbn|serial)$/;

const ENVELOPE =
  /^(?:attributes|data|items|results|content|records|rows|list|value|values|entries|_embedded|embedded|hits|edges|nodes|node|result)$/i;

function isValue(value: unknown): value is string | number {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= LONGEST_VALUE &&
    !/[\u0000-\u001f]/.test(value)
  );
}

import type { Exchange } from '../http/exchange.ts';
import { isJson, json, succeeded } from '../http/exchange.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import { singular, templatePath } from './path-template.ts';
import type { HarvestedId } from './surface.ts';

/** A rule needs a few objects, not all of them. */
const PER_FIELD_AND_COLLECTION = 3;
const ITEMS_PER_LIST = 5;
const DEEPEST = 6;

const ID_FIELD = /^(?:_?id|uuid|guid|slug|key|code|username|handle|sku|isbn)$|(?:_id|Id|_uuid|Uuid|ID|-id)$/;
/** Longer values are texts or tokens; a path parameter is neither. */
const LONGEST_VALUE = 80;

/**
 * Identifiers that JSON answers gave out. Names of path parameters are wanted: a field that is called like one counts
 * too, whatever it is (`title`, `username`).
 */
export function harvestIdentifiers(
  exchanges: readonly Exchange[],
  operations: readonly Operation[],
): HarvestedId[] {
  const harvestOne = createHarvester(operations);
  return mergeIdentifiers(exchanges.map(harvestOne));
}

/** Reads one answer at a time: for callers that cannot hold all of them. */
export function createHarvester(operations: readonly Operation[]): (exchange: Exchange) => HarvestedId[] {
  const wanted = new Set(
    operations.flatMap(({ parameters }) =>
      parameters.filter((p) => p.in === 'path').map((p) => plainName(p.name)),
    ),
  );
  return (exchange) => {
    if (!succeeded(exchange)) return [];
    const { url } = exchange.request;
    const found: HarvestedId[] = [];
    const { template, values } = templatePath(new URL(url).pathname);
    for (const value of values) found.push({ ...value, from: url });
    if (isJson(exchange.response)) {
      const place = placeOf(template, operationTemplate(operations, url));
      harvest(json(exchange.response), place, url, wanted, (id) => found.push(id));
    }
    return found;
  };
}

/** One list of several, in their order: each value once, and of each field of a collection a few. */
export function mergeIdentifiers(lists: readonly (readonly HarvestedId[])[]): HarvestedId[] {
  const merged: HarvestedId[] = [];
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  for (const id of lists.flat()) {
    const field = JSON.stringify([id.name, id.collection]);
    const whole = `${field} ${id.value}`;
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

function placeOf(guessed: string, documented: string | undefined): AnswerPlace {
  const template = (documented ?? guessed).replace(/(.)\/$/, '$1');
  const isItem = template.endsWith('}');
  return { collection: isItem ? template.slice(0, template.lastIndexOf('/')) : template, isItem };
}

/** A document knows better than the look of a segment which part of a path is a value. */
function operationTemplate(operations: readonly Operation[], url: string): string | undefined {
  const operation = matchOperation(operations, 'GET', url);
  return operation && `${serverPath(operation)}${operation.path}`;
}

function harvest(
  document: unknown,
  { collection, isItem }: AnswerPlace,
  from: string,
  wanted: ReadonlySet<string>,
  add: (id: HarvestedId) => void,
) {
  function walk(node: unknown, place: string, inItem: boolean, depth: number) {
    if (depth > DEEPEST) return;
    if (Array.isArray(node)) {
      for (const item of node.slice(0, ITEMS_PER_LIST)) walk(item, place, true, depth + 1);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      if (Array.isArray(value)) {
        // The envelope of `/books` holds books, whatever it calls them; what hangs below one book is another kind.
        const isEnvelope = ENVELOPE.test(name) || (!inItem && place.split('/').includes(name));
        walk(value, isEnvelope ? place : `${place}${inItem ? '/{}' : ''}/${name}`, inItem, depth + 1);
      } else if (typeof value === 'object') {
        walk(
          value,
          ENVELOPE.test(name) ? place : `${place}${inItem ? '/{}' : ''}/${name}`,
          inItem,
          depth + 1,
        );
      } else if (isValue(value) && (ID_FIELD.test(name) || wanted.has(plainName(name)))) {
        add({ name, value: String(value), collection: place, from });
      }
    }
  }
  walk(document, collection, isItem, 0);
}

const ENVELOPE =
  /^(?:data|items|results|content|records|rows|list|value|values|entries|_embedded|embedded|hits|edges|nodes|node|result)$/i;

function isValue(value: unknown): value is string | number {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= LONGEST_VALUE &&
    !/[\u0000-\u001f]/.test(value)
  );
}

/** Values for the path parameters of an operation; a parameter for which nothing was given out is left out. */
export function identifiersFor(
  operation: Operation,
  identifiers: readonly HarvestedId[],
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const { name, in: place } of operation.parameters) {
    if (place !== 'path') continue;
    const best = bestFor(operation, name, identifiers);
    if (best !== undefined) values[name] = best;
  }
  return values;
}

/** True when every path parameter can be filled with what the service itself gave out. */
export function isFillable(operation: Operation, identifiers: readonly HarvestedId[]): boolean {
  const values = identifiersFor(operation, identifiers);
  return operation.parameters.every(({ name, in: place }) => place !== 'path' || values[name] !== undefined);
}

function bestFor(
  operation: Operation,
  name: string,
  identifiers: readonly HarvestedId[],
): string | undefined {
  const collection = collectionOf(operation, name);
  const resource = singular(
    collection
      .split('/')
      .filter((part) => part && !part.startsWith('{'))
      .at(-1) ?? '',
  );
  let best: { value: string; points: number } | undefined;
  for (const identifier of identifiers) {
    const points = fitness(identifier, name, collection, resource);
    if (points > (best?.points ?? 0)) best = { value: identifier.value, points };
  }
  return best?.value;
}

/** How well an identifier fits a parameter; 0: not at all. The same collection counts most, then the name. */
function fitness(identifier: HarvestedId, parameter: string, collection: string, resource: string): number {
  const field = plainName(identifier.name);
  const wanted = plainName(parameter);
  const home = singular(
    identifier.collection
      ?.split('/')
      .filter((part) => part && !part.startsWith('{'))
      .at(-1) ?? '',
  );
  const isPlain = /^(?:id|uuid|guid|pk|key)$/.test(field);
  const wantsId = /id$|^(?:uuid|guid|pk|key)$/.test(wanted);
  if (identifier.collection !== undefined && samePlace(identifier.collection, collection)) {
    if (field === wanted) return 10;
    if (wantsId && isPlain) return 9;
    if (wantsId && field === `${resource.toLowerCase()}id`) return 8;
    return field === 'slug' && !wantsId ? 5 : 0;
  }
  // `/users` gives its `id` to any `{user_id}`, and an order's `user_id` names a user too.
  if (isPlain && home !== '' && wanted === `${plainName(home)}id`) return 7;
  if (wanted.length > 2 && field === wanted) return 6;
  if (wanted === 'id' && resource !== '' && field === `${plainName(resource)}id`) return 5;
  return wanted === 'id' && isPlain && home !== '' && plainName(home) === plainName(resource) ? 4 : 0;
}

/** The template before the parameter, with the server's own path in front: `/v1/users`. */
function collectionOf(operation: Operation, parameter: string): string {
  const before = operation.path.split(`{${parameter}}`)[0] ?? '';
  return `${serverPath(operation)}${before}`.replace(/\/$/, '');
}

function serverPath({ server }: Operation): string {
  return URL.canParse(server) ? new URL(server).pathname.replace(/\/$/, '') : '';
}

/** Equal but for the names of variables. */
function samePlace(a: string, b: string): boolean {
  const plain = (path: string) =>
    path
      .replace(/\{[^{}]*\}/g, '{}')
      .replace(/\/$/, '')
      .toLowerCase();
  return plain(a) === plain(b);
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

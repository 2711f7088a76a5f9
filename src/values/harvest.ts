import type { HarvestedId } from '../discovery/surface.ts';
import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { isJson, json, succeeded } from '../http/exchange.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import { templatePath } from './path-template.ts';
import { plainName } from './plain-name.ts';

/** Enough to have objects of several owners and states among them; what lists hold beyond that is more of the same. */
const PER_FIELD_AND_COLLECTION = 12;
const ITEMS_PER_LIST = 50;
const DEEPEST = 6;

const ID_FIELD = /^(?:_?id|uuid|guid|slug|key|code|username|handle|sku|isbn)$|(?:_id|Id|_uuid|Uuid|ID|-id)$/;
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
  const harvestOne = createHarvester(operations);
  const breathe = createBreath();
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
  const wanted = new Set(
    wantedBy.flatMap(({ parameters }) =>
      parameters
        .filter(({ in: where }) => where !== 'cookie')
        .map(({ name }) => plainName(name.replace(/^x-/i, ''))),
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
  const operation = matchOperation(operations, 'GET', url) ?? matchOperation(operations, 'QUERY', url);
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
      for (const item of node.slice(0, ITEMS_PER_LIST)) {
        // A bare list of names or numbers is a list of identifiers.
        if (isValue(item) && !inItem) add({ name: 'id', value: String(item), collection: place, from });
        else walk(item, place, true, depth + 1);
      }
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const byName = inItem && !Object.keys(node).some((name) => ID_FIELD.test(name));
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
      } else if (
        isValue(value) &&
        (ID_FIELD.test(name) || wanted.has(plainName(name)) || (byName && name === 'name'))
      ) {
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

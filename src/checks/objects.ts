import type { Exchange } from '../http/exchange.ts';
import { json, succeeded } from '../http/exchange.ts';
import { isNode } from '../openapi/node.ts';
import { plainName } from '../values/plain-name.ts';

/** Fields of an object, as JSON gave them. */
export type Fields = Readonly<Record<string, unknown>>;

/** The objects of a list answer, be it a bare list or an envelope around one; a refusal lists nothing. */
export function recordsIn(exchange: Exchange): Fields[] {
  if (!succeeded(exchange)) return [];
  return listIn(json(exchange.response)).filter(isNode).map(flattened);
}

function listIn(value: unknown, depth = 0): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isNode(value) || depth > 2) return [];
  const inner = Object.values(value).map((held) => listIn(held, depth + 1));
  return inner.reduce((longest, list) => (list.length > longest.length ? list : longest), []);
}

/** Every object in an answer that has an identifier, wherever it stands: embedded, included, expanded. */
export function recordsBeside(exchange: Exchange): Fields[] {
  if (!succeeded(exchange)) return [];
  const found: Fields[] = [];
  const walk = (node: unknown, depth: number) => {
    if (depth > DEEPEST || found.length >= MOST_RECORDS || typeof node !== 'object' || node === null) return;
    if (isNode(node) && depth > 0 && identifierOf(node, 'id') !== undefined && holdsMore(node))
      found.push(flattened(node));
    for (const held of Object.values(node)) walk(held, depth + 1);
  };
  walk(json(exchange.response), 0);
  return found;
}

/** Deeper than what is embedded in what is embedded. */
const DEEPEST = 5;
/** Those of one answer were let through by the same code. */
const MOST_RECORDS = 200;

/** A bare reference names an object and shows nothing of it. */
function holdsMore(node: Fields): boolean {
  return Object.keys(node).some((name) => !/^(?:id|type|self|href|links?|_links)$/.test(name));
}

/** The object of an answer, out of its envelope where it has one. */
export function recordIn(exchange: Exchange): Fields | undefined {
  const value = json(exchange.response);
  if (!isNode(value)) return undefined;
  const wrapped = [value.data, value.result, value.item, onlyMember(value)].find(isNode);
  return flattened(wrapped ?? value);
}

/** JSON:API keeps fields below `attributes`, and owners below `relationships` (JSON:API 1.1 section 7.2). */
function flattened(record: Fields): Fields {
  const { attributes, relationships } = record;
  if (!isNode(attributes) && !isNode(relationships)) return record;
  const related = Object.entries(isNode(relationships) ? relationships : {}).flatMap(([name, held]) =>
    isNode(held) && isNode(held.data) ? [[name, held.data] as const] : [],
  );
  return { ...record, ...(isNode(attributes) ? attributes : {}), ...Object.fromEntries(related) };
}

/** What an envelope such as `{"order":{…}}` or `{"status":"ok","order":{…}}` holds. */
function onlyMember(value: Fields): unknown {
  const [only, ...others] = Object.entries(value).flatMap(([name, held]) =>
    SAYING.test(name) ? [] : [held],
  );
  return others.length === 0 && isNode(only) && Object.keys(only).length > 1 ? only : undefined;
}

/** The identifier of a record for a path parameter: the field of that name, else its plain id. */
export function identifierOf(record: Fields, parameter: string): string | undefined {
  const wanted = plainName(parameter);
  const entries = Object.entries(record).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  const field =
    entries.find(([name]) => plainName(name) === wanted) ??
    entries.find(([name]) => /^_?(?:id|uuid|guid)$/i.test(name)) ??
    entries.find(([name]) => /(?:^|_)(?:slug|key|code)$/i.test(name));
  return field === undefined ? undefined : String(field[1]);
}

/** Identifiers of all that a list shows. */
export function identifiersIn(listing: Exchange, parameter: string): string[] {
  return recordsIn(listing).flatMap((record) => identifierOf(record, parameter) ?? []);
}

/** Who an object says that it belongs to, or undefined when it does not say. */
export function ownerOf(record: Fields): { readonly field: string; readonly value: string } | undefined {
  for (const [name, value] of Object.entries(record)) {
    if (!OWNER.test(plainName(name))) continue;
    const said = isNode(value) ? (value.id ?? value.username ?? value.email ?? value.name) : value;
    if ((typeof said === 'string' && said !== '') || typeof said === 'number')
      return { field: name, value: String(said) };
  }
  return undefined;
}

/** Who keeps two objects apart: a field that names somebody else in each. Whoever wrote what is published is no owner. */
export function ownersApart(
  mine: Fields,
  theirs: Fields,
): { readonly field: string; readonly mine: string; readonly theirs: string } | undefined {
  for (const field of Object.keys(mine)) {
    if (AUTHOR.test(plainName(field))) continue;
    const one = ownerOf({ [field]: mine[field] })?.value;
    const other = ownerOf({ [field]: theirs[field] })?.value;
    if (one !== undefined && other !== undefined && one !== other) return { field, mine: one, theirs: other };
  }
  return undefined;
}

/** Members that say how it went, beside what was asked for. */
const SAYING = /^(?:status|success|ok|code|message|error|errors|meta|links|version)$/i;
const AUTHOR = /^(?:author|creator|createdby)/;
const OWNER =
  /^(?:user|owner|account|customer|member|author|creator|patient|employee|holder|client|tenant)(?:id|uuid|name|email)?$|^(?:org(?:ani[sz]ation)?|workspace|company)(?:id|uuid|slug)$|^organi[sz]ation$|^(?:createdby|ownedby|belongsto|email|assignedto)$/;

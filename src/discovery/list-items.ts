import type { Exchange } from '../http/exchange.ts';
import { isJson, json, succeeded } from '../http/exchange.ts';
import { percentEncoded } from '../http/foreign-text.ts';
import { isNode } from '../openapi/node.ts';
import { plainName } from '../values/plain-name.ts';
import { kindInPath, stemOf } from '../values/resource-names.ts';
import { templateOfUrl } from './live-answer.ts';

/** Envelopes around lists are this deep at most: `{"data":{"items":[…]}}`. */
const DEEPEST = 2;
const PLAIN = /^(?:_?id|uuid|guid|slug|handle|key|code|ref|number|no|sku|serial)$/i;

/** Address of the first object of a list, where it would lie below: `/orders/SO-17` of `/orders`. */
export function itemOf(exchange: Exchange): string | undefined {
  const { url } = exchange.request;
  const path = templateOfUrl(url).replace(/\/$/, '');
  if (!succeeded(exchange) || !isJson(exchange.response) || path === '' || new URL(url).search !== '')
    return undefined;
  const [first] = listIn(json(exchange.response)) ?? [];
  const id = isNode(first) ? identifierOf(first, plainName(kindInPath(path))) : undefined;
  return id === undefined ? undefined : `${new URL(url).origin}${path}/${percentEncoded(id)}`;
}

function listIn(value: unknown, depth = 0): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isNode(value) || depth >= DEEPEST) return undefined;
  const lists = Object.values(value).flatMap((held) => {
    const list = listIn(held, depth + 1);
    return list ? [list] : [];
  });
  // Several lists in one answer are no list of what the path names.
  return lists.length === 1 ? lists[0] : undefined;
}

/** `id`, `order_no` in a list of orders: of identifiers of others nothing lies below. */
function identifierOf(record: Readonly<Record<string, unknown>>, kind: string): string | undefined {
  const entries = Object.entries(record).filter(([, value]) => isIdentifier(value));
  const own = ([name]: [string, unknown]) =>
    plainName(name) !== kind && plainName(name) !== `${kind}name` && stemOf(name) === kind;
  const found = entries.find(([name]) => PLAIN.test(name)) ?? entries.find(own);
  return found && String(found[1]);
}

function isIdentifier(value: unknown): boolean {
  return typeof value === 'number'
    ? Number.isSafeInteger(value)
    : typeof value === 'string' && /^[\w.~-]{1,80}$/.test(value);
}

import { percentDecoded } from '../http/foreign-text.ts';
import { operationsAt } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';

/**
 * Where something was seen, as a name that stays the same when the service's data changes: the path template that fits,
 * with identifiers as `{}` where none does. Without host and query.
 */
export function placeOf(method: string, url: string, operations: readonly Operation[]): string {
  const [fitting] = operationsAt(operations, url).filter(({ source }) => source === 'spec');
  return `${method} ${fitting?.path ?? generalised(pathOf(url))}`;
}

/** The same for an operation: what a crawl came across may hold identifiers of its own. */
export function placeOfOperation({ id, method, path, source }: Operation): string {
  return source === 'spec' || source === 'graphql' ? id : `${method} ${generalised(path)}`;
}

/** A path whose segments that name one object, and not a kind of object, are left out: `/items/815` → `/items/{}`. */
export function generalised(path: string): string {
  return path
    .split('/')
    .map((segment) => (isIdentifier(segment) ? '{}' : segment))
    .join('/');
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]+/, '').replace(/[?#].*$/s, '') || '/';
}

/** Words of a path hold few digits; identifiers hold many, or are longer than words. */
const LONGEST_WORD = 24;
const FEWEST_DIGITS = 3;

function isIdentifier(segment: string): boolean {
  const text = percentDecoded(segment);
  if (/^-?\d+$/.test(text)) return true;
  // A file is named by somebody, a version is part of an address.
  if (/^v\d+(?:\.\d+)*$/i.test(text) || /\.[a-z]{2,5}\d?$/i.test(text)) return /@/.test(text);
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) || /@/.test(text)) return true;
  if (/^[0-9a-f]{8,}$/i.test(text) && /\d/.test(text)) return true;
  const digits = text.match(/\d/g)?.length ?? 0;
  if (/^[\w=~-]+$/.test(text) && digits >= FEWEST_DIGITS) return true;
  if (text.length >= SHORTEST_RANDOM && /^\w+$/.test(text) && isRandom(text)) return true;
  return text.length > LONGEST_WORD && /^[\w=~]+$/.test(text) && digits > 0;
}

/** Base64, nanoid and their kin: all kinds of characters, and nothing that could be read. */
const SHORTEST_RANDOM = 14;

function isRandom(text: string): boolean {
  return /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && !/[a-z]{5}/.test(text);
}

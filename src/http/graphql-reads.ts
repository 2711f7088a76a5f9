import type { HttpRequest } from './exchange.ts';
import { headerValues } from './exchange.ts';

/** GraphQL over HTTP, and the two simple content types that some servers take as well. */
const JSON_TYPES = /^(?:application\/json|text\/plain)\s*(?:;|$)/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;
/** What beside a query a body may say; a persisted query could be any operation. */
const MEMBERS: ReadonlySet<string> = new Set(['query', 'operationName', 'variables']);

/**
 * True for a POST that by the GraphQL specification only reads: its body holds documents of queries and fragments, and
 * nothing that two readers could understand in two ways.
 */
export function isGraphqlRead({
  method,
  headers,
  body,
}: Pick<HttpRequest, 'method' | 'headers' | 'body'>): boolean {
  const [type = '', ...more] = headerValues(headers, 'content-type');
  if (method !== 'POST' || typeof body !== 'string' || more.length > 0) return false;
  const documents = JSON_TYPES.test(type) ? documentsInJson(body) : FORM_TYPE.test(type) ? inForm(body) : [];
  return documents.length > 0 && documents.every(holdsQueriesOnly);
}

function documentsInJson(body: string): string[] {
  const parsed = parse(body);
  // A repeated member would be read as one thing here and as another there.
  if (JSON.stringify(parsed) !== body) return [];
  const calls = Array.isArray(parsed) ? parsed : [parsed];
  const documents = calls.flatMap((call: unknown): string[] => {
    if (typeof call !== 'object' || call === null || Array.isArray(call)) return [];
    const { query } = call as { query?: unknown };
    return typeof query === 'string' && Object.keys(call).every((name) => MEMBERS.has(name)) ? [query] : [];
  });
  return documents.length === calls.length ? documents : [];
}

function inForm(body: string): string[] {
  const pairs = [...new URLSearchParams(body)];
  return pairs.length === 1 && pairs[0]?.[0] === 'query' ? [pairs[0][1]] : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Strings, names and single characters; white space and commas mean nothing between them. */
const TOKEN = /"(?:\\[^\r\n]|[^"\\\r\n])*("?)|[_A-Za-z][_0-9A-Za-z]*|[^\s,]/g;

/** No mutation and no subscription; comments and block strings are not read, so they are not let through. */
export function holdsQueriesOnly(document: string): boolean {
  if (document.includes('"""')) return false;
  let braces = 0;
  let brackets = 0;
  let begun = false;
  let definitions = 0;
  for (const [token, closing] of document.matchAll(TOKEN)) {
    if (closing === '' || token === '#' || token === '\uFEFF') return false;
    if (!begun) {
      if (!['{', 'query', 'fragment'].includes(token)) return false;
      begun = true;
      definitions += 1;
    }
    if ('(['.includes(token)) brackets += 1;
    else if (')]'.includes(token)) brackets -= 1;
    else if (token === '{') braces += 1;
    else if (token === '}') braces -= 1;
    if (braces < 0 || brackets < 0) return false;
    if (token === '}' && braces === 0 && brackets === 0) begun = false;
  }
  return definitions > 0 && !begun && braces === 0 && brackets === 0;
}

import type { Exchange } from '../../http/exchange.ts';
import { header, json, mediaType, text } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isNode } from '../../openapi/node.ts';

/** What changes from answer to answer by itself: dates, ids, long numbers. */
const VOLATILE =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|\b[\da-f]{16,}\b|\b\d{9,}(?:\.\d+)?\b/gi;

/**
 * What an answer says once everything is taken out that changes by itself or only repeats what was sent.
 * Two answers with the same gist treat their requests alike.
 */
export function gist(exchange: Exchange, ...sent: readonly string[]): string {
  const { request, response } = exchange;
  let body = text(response);
  for (const form of formsOf(request.url, sent)) body = body.split(form).join('');
  const place = header(response.headers, 'location') === undefined ? '' : 'elsewhere';
  return [response.status, mediaType(response), place, body.replace(VOLATILE, '#')].join(' ');
}

/** What comes of a login, whose answer holds another session each time: its status, and what kinds of members it has. */
export function outcome(exchange: Exchange, ...sent: readonly string[]): string {
  const { response } = exchange;
  const value = json(response);
  if (!isNode(value)) return gist(exchange, ...sent);
  const kinds = Object.entries(value).map(
    ([name, held]) => `${name}:${typeof held === 'boolean' || held === null ? held : typeof held}`,
  );
  return [response.status, ...kinds.sort()].join(' ');
}

/** Everything that a service may make of a value that it repeats. Longest first, so that no rest is left. */
function formsOf(url: string, sent: readonly string[]): string[] {
  const target = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  const forms = sent.flatMap((value) => [
    value,
    percentEncoded(value),
    percentEncoded(value).replaceAll('%20', '+'),
    JSON.stringify(value).slice(1, -1),
    escapeHtml(value, '&#39;'),
    escapeHtml(value, '&#x27;'),
  ]);
  const all = [...new Set([url, target, ...forms])].filter((form) => form !== '' && form !== '/');
  return all.sort((a, b) => b.length - a.length);
}

function escapeHtml(value: string, apostrophe: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);
}

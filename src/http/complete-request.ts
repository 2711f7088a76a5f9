import type { RequestSpec } from './client.ts';
import type { HeaderList, HttpRequest } from './exchange.ts';
import { percentEncoded } from './percent-encode.ts';

/** Methods whose missing body must be announced, or Node sends an empty chunked one (RFC 9110 section 8.6). */
const EXPECTS_BODY = /^(POST|PUT|PATCH)$/;

/**
 * A rule's request, as a URL may be written, with the lines that every request carries. What the rule names itself is
 * left alone; `always` is what the user wants with every request.
 */
export function completeRequest(spec: RequestSpec, userAgent: string, always: HeaderList = []): HttpRequest {
  const method = spec.method ?? 'GET';
  const usual: [string, string][] = [
    ['Host', new URL(spec.url).host],
    ['User-Agent', userAgent],
    ['Accept', 'application/json, */*;q=0.8'],
    ['Accept-Encoding', 'gzip, deflate, br'],
  ];
  const given = spec.headers ?? [];
  const ruled = new Set(given.map(([name]) => name.toLowerCase()));
  const wanted = always.filter(([name]) => !ruled.has(name.toLowerCase()));
  const named = new Set([...ruled, ...wanted.map(([name]) => name.toLowerCase())]);
  if (!named.has('transfer-encoding') && (spec.body !== undefined || EXPECTS_BODY.test(method))) {
    usual.push(['Content-Length', String(Buffer.byteLength(spec.body ?? ''))]);
  }
  return {
    method,
    url: percentEncoded(spec.url),
    headers: [...usual.filter(([name]) => !named.has(name.toLowerCase())), ...wanted, ...given],
    ...(spec.body === undefined ? {} : { body: spec.body }),
  };
}

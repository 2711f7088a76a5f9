import type { Exchange } from './exchange.ts';
import { header } from './exchange.ts';

/** Where an answer sends on to (RFC 9110 section 15.4), without fragment; undefined where it does not, or cannot be read. */
export function redirectOf({ request, response }: Exchange): URL | undefined {
  const location = header(response.headers, 'location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const url = new URL(location, request.url);
  url.hash = '';
  return url;
}

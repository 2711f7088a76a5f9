import { asksForLess } from '../http/announced-limit.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, headerValues, mediaType, text } from '../http/exchange.ts';

/** `Allow` (RFC 9110 section 10.2.1), upper case, sorted. */
export function allowed({ response }: Pick<Exchange, 'response'>): string[] {
  const names = headerValues(response.headers, 'allow').flatMap((value) => value.split(','));
  return names
    .map((name) => name.trim().toUpperCase())
    .filter((name) => /^[A-Z]+$/.test(name))
    .sort();
}

/** Scripts stay: they name the requests that a page makes. Those that a page picks by a value are not known. */
export function isAsset(pathname: string): boolean {
  if (pathname.includes('{') && /\.m?js$/i.test(pathname)) return true;
  return /\.(?:css|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|map|mp[34]|webm|zip|gz|pdf|wasm)$/i.test(
    pathname,
  );
}

/** Pages, scripts and redirects are how people get about; operations are what programs call. */
export function isOperation({ request, response }: Exchange): boolean {
  const { status } = response;
  // A limiter's word says nothing of what is there.
  if (asksForLess(response) || (status >= 300 && status < 400)) return false;
  if (/\/(?:robots\.txt|sitemap\w*\.xml|favicon\.ico)$/.test(new URL(request.url).pathname)) return false;
  if (/html|javascript|ecmascript|css|^image\/|^font\/|^video\/|^audio\//.test(mediaType(response)))
    return false;
  // A method that is not allowed, a missing parameter or a missing credential all show that something is there.
  return status < 500
    ? status !== 404 && status !== 410
    : header(response.headers, 'content-type') !== undefined;
}

/** A value shorter than this stands in any page. */
const SHORTEST_VALUE = 3;

/** A page for people that takes a parameter all the same: what was asked for in the query stands in it. */
export function answersQuery({ request, response }: Exchange): boolean {
  if (response.status !== 200 || !/html/.test(mediaType(response))) return false;
  const values = [...new URL(request.url).searchParams.values()];
  const page = values.length === 0 ? '' : text(response);
  return values.some((value) => value.length >= SHORTEST_VALUE && page.includes(value));
}

/** Path of a URL template; `URL` writes braces as percent codes. */
export function templateOfUrl(url: string): string {
  return new URL(url).pathname.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

import type { Link } from './links.ts';

const ATTRIBUTE = /<(a|area|link|form|script|iframe|frame|base)\b([^<>]{0,2000})>/gi;
const TARGET = /\b(?:href|src|action)\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"'>]{1,500}))/i;
/** Calls that send a request: the first string is where to. */
const CALL =
  /\b(?:fetch|axios(?:\.(?:get|post|put|patch|delete|request))?|\$\.(?:get|post|ajax|getJSON)|(?:http|api|client)\.(?:get|post|put|patch|delete))\s*\(\s*[`'"]([^`'"\s]{1,300})/g;
const OPEN = /\.open\(\s*[`'"](GET|POST|PUT|PATCH|DELETE)[`'"]\s*,\s*[`'"]([^`'"\s]{1,300})/g;
const API_STRING = /[`'"](\/(?:api|rest|graphql|rpc|auth|v\d{1,2})(?:\/[\w\-./~%${}:?=&]{0,200})?)[`'"]/g;

/** Links, forms, scripts, and the requests that inline scripts make. */
export function htmlLinks(page: string): Link[] {
  const found: Link[] = [];
  for (const [, tag = '', attributes = ''] of page.matchAll(ATTRIBUTE)) {
    const [, double, single, bare] = TARGET.exec(attributes) ?? [];
    const url = unescaped(double ?? single ?? bare ?? '');
    if (url === '') continue;
    const kind = tag.toLowerCase();
    // A stylesheet or icon leads nowhere; other relations of <link> may name the API's description.
    if (
      kind === 'link' &&
      /rel\s*=(?:\s*["'])?(?:(?!rel\s*=)[^"'>])*(?:stylesheet|icon|preload|preconnect|dns-prefetch|manifest)/i.test(
        attributes,
      )
    ) {
      continue;
    }
    const posts = kind === 'form' && /\bmethod\s*=\s*["']?post/i.test(attributes);
    found.push({ url, ...(posts ? { method: 'POST' } : {}), ...(kind === 'script' ? { script: true } : {}) });
  }
  return [...found, ...scriptLinks(page)];
}

/** Where a script sends requests, as far as it stands there in one string. */
export function scriptLinks(source: string): Link[] {
  const calls = [...source.matchAll(CALL)].map(([, url = '']) => ({ url }));
  const opens = [...source.matchAll(OPEN)].map(([, method = 'GET', url = '']) => ({ url, method }));
  const strings = [...source.matchAll(API_STRING)].map(([, url = '']) => ({ url }));
  return [...calls, ...opens, ...strings].map((link) => ({ ...link, url: withoutExpressions(link.url) }));
}

/** `/users/${id}/orders` → `/users/{id}/orders`. */
function withoutExpressions(url: string): string {
  return url
    .replace(/\$\{\s*(?:[\w.]*\.)?(\w+)(?![\w.])[^{}]*\}/g, '{$1}')
    .replace(/\$\{.*$/, '')
    .replace(/\/:([A-Za-z_]\w*)/g, '/{$1}');
}

function unescaped(value: string): string {
  return value.replaceAll('&amp;', '&').replaceAll('&#x2F;', '/').replaceAll('&#47;', '/');
}

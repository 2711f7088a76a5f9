import type { Link } from './links.ts';

const ATTRIBUTE = /<(a|area|link|form|script|iframe|frame|base)\b([^<>]{0,2000})>/gi;
const TARGET = /\b(?:href|src|action)\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"'>]{1,500}))/i;
/** Calls that send a request: the first string is where to. */
const CALL =
  /\b(?:fetch|(?:axios|http|api|client)\.(get|post|put|patch|delete|request)|axios|\$\.(get|post|ajax|getJSON))\s*\(\s*[`'"]([^`'"\s]{1,300})/g;
const OPEN = /\.open\(\s*[`'"](GET|POST|PUT|PATCH|DELETE)[`'"]\s*,\s*[`'"]([^`'"\s]{1,300})/g;
const API_STRING = /[`'"](\/(?:api|rest|graphql|rpc|auth|v\d{1,2})(?:\/[\w\-./~%${}:?=&]{0,200})?)[`'"]/g;

/** Attributes with which a link sends another method than GET, or asks before it does something. */
const ACTS =
  /\b(?:data-method|data-turbo-method|formmethod)\s*=\s*["']?(?!get\b)\w|\b(?:data-)?hx-(?:post|put|patch|delete)\b|\bdata-(?:turbo-)?confirm\b|\bonclick\s*=\s*["'][^"']{0,200}(?:confirm|delete|remove|reset|submit|post)/i;
const SEARCHES =
  /\btype\s*=\s*["']?search|\brole\s*=\s*["']?search|\bname\s*=\s*["']?(?:q|query|search|s|term|keywords?|filter|page|sort)\b/i;
const LABEL = /\b(?:title|aria-label|value)\s*=\s*(?:"([^"]{1,200})"|'([^']{1,200})')/gi;
/** What a template language was to fill in: `{{id}}`, `{% url %}`, `${id}`, `<%= id %>`, `[[id]]`, `:id`, `{id}`. */
const UNFILLED = /\{\{|\{%|\$\{|<%|\[\[|\{[\w+#./;?&*,-]{1,80}\}|\/:[A-Za-z_]|%7B/i;
const LONGEST_LABEL = 300;
const LONGEST_FORM = 4_000;

/** Links, forms, scripts, and the requests that inline scripts make. */
export function htmlLinks(page: string): Link[] {
  const found: Link[] = [];
  for (const match of page.matchAll(ATTRIBUTE)) {
    const [whole, tag = '', attributes = ''] = match;
    const [, double, single, bare] = TARGET.exec(attributes) ?? [];
    const url = unescaped(double ?? single ?? bare ?? '');
    if (url === '' || UNFILLED.test(url)) continue;
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
    const inside = page.slice((match.index ?? 0) + whole.length);
    const posts = kind === 'form' && /\bmethod\s*=\s*["']?post/i.test(attributes);
    // What a form sends by GET is followed only where it searches.
    const isUnclear =
      kind === 'form' && !posts && !SEARCHES.test(upTo(inside, '</form', LONGEST_FORM) + attributes);
    const text =
      kind === 'a' || kind === 'area' ? labelOf(attributes, upTo(inside, '</a', LONGEST_LABEL)) : '';
    found.push({
      url,
      ...(posts ? { method: 'POST' } : {}),
      ...(kind === 'script' ? { script: true } : { page: true }),
      ...(text === '' ? {} : { text }),
      ...(isUnclear || ACTS.test(attributes) ? { acts: true } : {}),
    });
  }
  return [...found, ...scriptLinks(page)];
}

/** Where a script sends requests, as far as it stands there in one string. */
export function scriptLinks(source: string): Link[] {
  const calls = [...source.matchAll(CALL)].map((match): Link => {
    const [whole, client, query, url = ''] = match;
    const by = client ?? query;
    const rest = source.slice(
      (match.index ?? 0) + whole.length,
      (match.index ?? 0) + whole.length + LONGEST_LABEL,
    );
    // The settings of this call end where the next one begins.
    const settings = rest.split(/\b(?:fetch|axios|ajax)\b/, 1)[0] ?? '';
    const set = /\b(?:method|type)\s*:\s*[`'"](GET|POST|PUT|PATCH|DELETE)[`'"]/i.exec(settings)?.[1];
    const method = (by && METHODS.has(by) ? by : set)?.toUpperCase();
    return { url, ...(method ? { method } : {}) };
  });
  const opens = [...source.matchAll(OPEN)].map(([, method = 'GET', url = '']): Link => ({ url, method }));
  const named = new Set([...calls, ...opens].map(({ url }) => url));
  const strings = [...source.matchAll(API_STRING)].map(([, url = '']): Link => ({ url }));
  return [...calls, ...opens, ...strings.filter(({ url }) => !named.has(url))]
    .map((link) => ({ ...link, url: withoutExpressions(link.url), page: true as const }))
    .filter(({ url }) => !/\{\{|\{%|<%|\[\[/.test(url));
}

const METHODS: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'delete', 'get']);

function upTo(text: string, end: string, longest: number): string {
  const part = text.slice(0, longest);
  const at = part.toLowerCase().indexOf(end);
  return at < 0 ? part : part.slice(0, at);
}

function labelOf(attributes: string, inside: string): string {
  const labels = [...attributes.matchAll(LABEL)].map(([, double, single]) => double ?? single ?? '');
  return [inside.replace(/<[^<>]{0,300}>/g, ' '), ...labels].join(' ').replace(/\s+/g, ' ').trim();
}

/** `/users/${id}/orders` → `/users/{id}/orders`. */
function withoutExpressions(url: string): string {
  return url
    .replace(/\$\{\s*(?:[\w.]*\.)?(\w+)(?![\w.])[^{}]*\}/g, '{$1}')
    .replace(/\$\{.*$/s, '')
    .replace(/\/:([A-Za-z_]\w*)/g, '/{$1}');
}

function unescaped(value: string): string {
  return value.replaceAll('&amp;', '&').replaceAll('&#x2F;', '/').replaceAll('&#47;', '/');
}

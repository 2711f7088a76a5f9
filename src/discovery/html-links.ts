import type { Link } from './links.ts';
import { scriptLinks } from './script-links.ts';
import { textLinks, withBraces } from './text-links.ts';

const ATTRIBUTE = /<(a|area|link|form|script|iframe|frame|base)\b([^<>]{0,2000})>/gi;
const TARGET = /\b(?:href|src|action)\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"'>]{1,500}))/i;
const API_STRING = /["'](\/(?:api|rest|graphql|rpc|auth|v\d{1,2})(?:\/[\w\-./~%{}:?=&]{0,200})?)["']/g;

/** Attributes with which a link sends another method than GET, or asks before it does something. */
const ACTS =
  /\b(?:data-method|data-turbo-method|formmethod)\s*=\s*["']?(?!get\b)\w|\b(?:data-)?hx-(?:post|put|patch|delete)\b|\bdata-(?:turbo-)?confirm\b|\bonclick\s*=\s*["'][^"']{0,200}(?:confirm|delete|remove|reset|submit|post)/i;
const SEARCHES =
  /\btype\s*=\s*["']?search|\brole\s*=\s*["']?search|\bname\s*=\s*["']?(?:q|query|search|s|term|keywords?|filter|page|sort)\b/i;
const LABEL = /\b(?:title|aria-label|value)\s*=\s*(?:"([^"]{1,200})"|'([^']{1,200})')/gi;
/** What a template language was to fill in: `{{id}}`, `{% url %}`, `${id}`, `<%= id %>`, `[[id]]`, `:id`, `{id}`. */
const UNFILLED = /\{\{|\{%|\$\{|<%|\[\[|\{[\w+#./;?&*,-]{1,80}\}|\/:[A-Za-z_]|%7B/i;
const FIELD =
  /<(?:input|select|textarea)\b[^<>]{0,300}?\sname\s*=\s*(?:"([\w.[\]-]{1,60})"|'([\w.[\]-]{1,60})')/gi;
const LONGEST_LABEL = 300;
const LONGEST_FORM = 4_000;

/** Links, forms, scripts, the requests that inline scripts make, and paths in comments. */
export function htmlLinks(page: string, ofScripts = scriptsOf(page).flatMap(scriptLinks)): Link[] {
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
    const fields = kind === 'form' && !posts ? fieldsOf(upTo(inside, '</form', LONGEST_FORM)) : [];
    const text =
      kind === 'a' || kind === 'area' ? labelOf(attributes, upTo(inside, '</a', LONGEST_LABEL)) : '';
    found.push({
      url,
      ...(posts ? { method: 'POST' } : {}),
      ...(kind === 'script' ? { script: true } : { page: true }),
      ...(text === '' ? {} : { text }),
      ...(fields.length > 0 ? { query: new Map(fields.map((name) => [name, true])) } : {}),
      ...(isUnclear || ACTS.test(attributes) ? { acts: true } : {}),
    });
  }
  return [
    ...found,
    ...ofScripts,
    ...commentsOf(page).flatMap(textLinks),
    ...samplesOf(page),
    ...stringsOf(page),
  ];
}

/** What stands between the tags of a page's own scripts. */
export function scriptsOf(page: string): string[] {
  return between(page, '<script', '</script').map((script) => script.slice(script.indexOf('>') + 1));
}

function commentsOf(page: string): string[] {
  return between(page, '<!--', '-->');
}

/** `GET /orders?status=open` in a manual: only with its method is it surely a request, and no path of a file. */
function samplesOf(page: string): Link[] {
  return ['code', 'pre', 'samp', 'kbd']
    .flatMap((tag) => between(page, `<${tag}`, `</${tag}`))
    .map((sample) => sample.slice(sample.indexOf('>') + 1).replace(/<[^<>]{0,300}>/g, ''))
    .flatMap((sample) => textLinks(unescaped(sample)))
    .filter(({ method }) => method !== undefined);
}

function between(page: string, begin: string, end: string): string[] {
  const parts: string[] = [];
  const lower = page.toLowerCase();
  for (let at = lower.indexOf(begin); at >= 0; at = lower.indexOf(begin, at)) {
    const to = lower.indexOf(end, at);
    parts.push(page.slice(at + begin.length, to < 0 ? page.length : to));
    if (to < 0) break;
    at = to;
  }
  return parts;
}

/** Paths of APIs in attributes, such as `data-url`. */
function stringsOf(page: string): Link[] {
  return [...page.matchAll(API_STRING)]
    .map(([, url = '']): Link => ({ url: withBraces(url), page: true }))
    .filter(({ url }) => !/\{\{|\{%/.test(url));
}

/** Names that a form sends. */
function fieldsOf(form: string): string[] {
  return [...form.matchAll(FIELD)].map(([, double, single]) => double ?? single ?? '');
}

function upTo(text: string, end: string, longest: number): string {
  const part = text.slice(0, longest);
  const at = part.toLowerCase().indexOf(end);
  return at < 0 ? part : part.slice(0, at);
}

function labelOf(attributes: string, inside: string): string {
  const labels = [...attributes.matchAll(LABEL)].map(([, double, single]) => double ?? single ?? '');
  return [inside.replace(/<[^<>]{0,300}>/g, ' '), ...labels].join(' ').replace(/\s+/g, ' ').trim();
}

function unescaped(value: string): string {
  return value.replaceAll('&amp;', '&').replaceAll('&#x2F;', '/').replaceAll('&#47;', '/');
}

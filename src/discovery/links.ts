import type { Breath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, headerValues, isJson, json, mediaType, text, textStart } from '../http/exchange.ts';
import type { BodyContent } from '../openapi/operation.ts';
import { htmlLinks, scriptsOf } from './html-links.ts';
import { jsonLinks } from './json-links.ts';
import { scriptLinks, scriptLinksInSteps } from './script-links.ts';
import { textLinks } from './text-links.ts';

/** A place that an answer names. */
export interface Link {
  /** Absolute, without fragment. URI templates keep their braces. */
  readonly url: string;
  /** Method, where the answer names one. */
  readonly method?: string;
  /** True for one of many of a list: its last segment is a value. */
  readonly ofList?: true;
  /** Worth reading for more links, but no operation itself. */
  readonly script?: true;
  /** Stands in a page for people or its scripts: what it does is told by its name and label, if at all. */
  readonly page?: true;
  readonly text?: string;
  /** Names of query parameters that go with it: true where they always do. */
  readonly query?: ReadonlyMap<string, boolean>;
  /** What is sent there, as far as the page or script says. */
  readonly body?: BodyContent;
  /** Headers that name an object or a tenant there. */
  readonly headers?: readonly string[];
  /** Any text that reads like a path: only what answers counts, and a few of each member are tried. */
  readonly weak?: true;
  /** Sends another method than GET, asks before it does something, or belongs to a form. */
  readonly acts?: true;
}

/** Patterns for links cost time with every character; the crawl says where a page went on. */
const READ_CHARACTERS = 300_000;
/** For people. */
export const LONGEST_PAGE = `${READ_CHARACTERS.toLocaleString('en')} characters`;

/** Whether a page or script goes on behind what is read for links; undefined for answers of another kind. */
export function isReadInPart({ response }: Exchange): boolean | undefined {
  if (!/html|javascript|ecmascript|[/+]xml$|markdown|^text\/plain/.test(mediaType(response)))
    return undefined;
  return text(response).length > READ_CHARACTERS;
}

/** Everything on the same origin that an answer leads to, in the order in which it stands there. */
export function linksOf(exchange: Exchange): Link[] {
  const { request, response } = exchange;
  const raw = [...headerLinks(exchange), ...bodyLinks(exchange)].flatMap(withoutPathExpression);
  const links = new Map<string, Link>();
  const origin = new URL(request.url).origin;
  for (const link of raw) {
    const url = resolved(link.url, request.url);
    if (url === undefined || new URL(url).origin !== origin) continue;
    const key = `${link.method ?? ''} ${url}`;
    const known = links.get(key);
    links.set(key, known ? together(known, link) : { ...link, url });
    if (response.truncated) break;
  }
  return [...links.values()];
}

/** A path expression at the end (RFC 6570 section 3.2.6) may stand for nothing: `/tools{/tool}` names `/tools` too. */
function withoutPathExpression(link: Link): Link[] {
  const written = link.url.replace(/\{\/(\w{1,60})\*?\}/g, '/{$1}');
  if (written === link.url) return [link];
  const least = link.url.replace(/(?<!\})(?:\{\/\w{1,60}\*?\})+$/, '');
  return [...(/[{}]/.test(least) ? [] : [{ ...link, url: least }]), { ...link, url: written }];
}

/** One place, named twice: what only one of the two sends need not be sent. */
function together(known: Link, other: Link): Link {
  const names = [...new Set([...(known.query?.keys() ?? []), ...(other.query?.keys() ?? [])])];
  const headers = [...new Set([...(known.headers ?? []), ...(other.headers ?? [])])];
  const isAlways = (name: string) => known.query?.get(name) === true && other.query?.get(name) === true;
  return {
    ...known,
    ...(names.length === 0 ? {} : { query: new Map(names.map((name) => [name, isAlways(name)])) }),
    ...(headers.length === 0 ? {} : { headers }),
  };
}

const scripts = new WeakMap<Exchange['response'], Link[]>();

/** Reads the scripts of an answer ahead, in steps, so that its links can be told at once. */
export async function readScripts({ response }: Exchange, breathe: Breath): Promise<void> {
  const type = mediaType(response);
  const isScript = /javascript|ecmascript/.test(type);
  if ((!isScript && !/html/.test(type)) || scripts.has(response)) return;
  const source = textStart(response, READ_CHARACTERS);
  const found: Link[] = [];
  for (const script of isScript ? [source] : scriptsOf(source))
    found.push(...(await scriptLinksInSteps(script, breathe)));
  scripts.set(response, found);
}

function bodyLinks({ request, response }: Exchange): Link[] {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith('/robots.txt')) return robotsLinks(text(response));
  const type = mediaType(response);
  if (isJson(response)) return jsonLinks(json(response));
  if (type === 'text/html' || type === 'application/xhtml+xml')
    return htmlLinks(textStart(response, READ_CHARACTERS), scripts.get(response));
  if (/javascript|ecmascript/.test(type))
    return (scripts.get(response) ?? scriptLinks(textStart(response, READ_CHARACTERS))).map(fromTheRoot);
  if (type === 'text/markdown' || type === 'text/plain')
    return textLinks(textStart(response, READ_CHARACTERS));
  if (/[/+]xml$/.test(type)) return sitemapLinks(textStart(response, READ_CHARACTERS));
  return jsonLinks(json(response));
}

/** What a script asks for is relative to the page that it runs in: mostly the root; modules are relative to it. */
function fromTheRoot(link: Link): Link {
  return link.script || /^(?:\/|https?:)/.test(link.url)
    ? link
    : { ...link, url: `/${link.url.replace(/^\.{1,2}\//, '')}` };
}

/** `Link` (RFC 8288) and `Location`. */
function headerLinks({ response }: Exchange): Link[] {
  const targets = headerValues(response.headers, 'link').flatMap((value) =>
    [...value.matchAll(/<([^<>]{1,500})>/g)].map((match) => match[1] ?? ''),
  );
  const location = header(response.headers, 'location');
  return [...targets, ...(location ? [location] : [])].map((url) => ({ url }));
}

/** RFC 9309: rules name paths, with `*` and `$` as wildcards. */
export function robotsLinks(body: string): Link[] {
  const named = body.matchAll(/^[ \t]*(?:(sitemap)|allow|disallow)[ \t]*:[ \t]*([^\s#*$]+)/gim);
  return [...named].flatMap(([, sitemap, url = '']) => {
    if (sitemap) return [{ url, script: true }];
    return url.startsWith('/') && url !== '/' ? [{ url }] : [];
  });
}

function sitemapLinks(body: string): Link[] {
  return [...body.matchAll(/<loc>\s*([^<\s]{1,500})\s*<\/loc>/gi)].map((match) => ({ url: match[1] ?? '' }));
}

function resolved(reference: string, base: string): string | undefined {
  if (reference.startsWith('#') || /^(?:javascript|mailto|data|tel):/i.test(reference)) return undefined;
  // Expressions of RFC 6570 that add a query say nothing about the path.
  const written = reference.trim().replace(/\{[?&#][^{}]*\}/g, '');
  if (written === '' || /[\s<>"`\\]/.test(written) || !URL.canParse(written, base)) return undefined;
  const url = new URL(written, base);
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:'
    ? url.href.replaceAll('%7B', '{').replaceAll('%7D', '}')
    : undefined;
}

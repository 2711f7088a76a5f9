import { singular } from '../values/path-template.ts';
import { plainName } from '../values/plain-name.ts';
import type { Link } from './links.ts';
import { withBraces } from './text-links.ts';

/** Answers are small trees; past this the rest says the same again. */
const MOST_NODES = 5_000;
const DEEPEST = 12;

const LINK_KEY =
  /^(?:href|url|uri|link|links|self|next|prev|previous|first|last|related|location|endpoint|endpoints|routes|paths|resources)$|(?:_|-)(?:url|uri|href|link|links)$|[a-z](?:Url|Uri|URL|URI|Href|Link)$/;
/** `GET /users`, as home pages of APIs list their operations. */
const METHOD_AND_PATH = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+(\/[\w\-./{}:~%]*)/;
const PATH = /^\/(?!\/)[\w\-.~%/{}:?=&,+@]{1,300}$/;
/** A path under any other member: it begins with a name. */
const NAMED_PATH = /^\/[A-Za-z_][\w\-.~%/{}:?=&]{1,200}$/;
/** Values of one member are of one kind: two show whether they are addresses. */
const TRIED_PER_MEMBER = 2;
const ABSOLUTE = /^https?:\/\/[^\s"'<>\\]{1,500}$/i;

/** Links of HAL, JSON:API, `href` and `url` fields, lists of paths, `GET /x` sentences, and other texts that are paths. */
export function jsonLinks(document: unknown): Link[] {
  const found: Link[] = [];
  let nodes = 0;

  /** Members of which a text was taken for a path. */
  const tried = new Map<string, number>();

  function walk(node: unknown, isLink: boolean, inList: boolean, depth: number, name: string) {
    nodes += 1;
    if (nodes > MOST_NODES || depth > DEEPEST) return;
    if (typeof node === 'string') {
      const link = linkIn(node, isLink) ?? (isFresh(name) ? weakLink(node, name) : undefined);
      if (link) found.push(inList && !isNamedBy(name, link.url) ? { ...link, ofList: true } : link);
    } else if (Array.isArray(node)) {
      const plain = node.some((item) => typeof item === 'string');
      // Under `routes` or `links` stand places of many kinds, not many of one kind.
      const ofOneKind = !plain && !isLink;
      for (const item of node) walk(item, isLink || plain, ofOneKind || inList, depth + 1, name);
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        const keyLink = key.startsWith('/') || METHOD_AND_PATH.test(key) ? linkIn(key, true) : undefined;
        if (keyLink) found.push(keyLink);
        walk(value, isLink || LINK_KEY.test(key), inList, depth + 1, key);
      }
    }
  }

  walk(document, false, false, 0, '');
  return found;

  function isFresh(name: string): boolean {
    return (tried.get(name) ?? 0) < TRIED_PER_MEMBER;
  }

  function weakLink(value: string, name: string): Link | undefined {
    if (!NAMED_PATH.test(value)) return undefined;
    tried.set(name, (tried.get(name) ?? 0) + 1);
    return templated(value) ?? { url: withBraces(value), weak: true };
  }
}

/** `{"tools_url": "/v1/tools{/tool}"}`: the member is called as what it leads to, which is therefore no value. */
function isNamedBy(name: string, url: string): boolean {
  const last =
    url
      .replace(/\{[^{}]*\}|[?#].*$|\/$/gs, '')
      .split('/')
      .at(-1) ?? '';
  const called = name.replace(/_?(?:url|uri|href|link)s?$/i, '');
  return last !== '' && plainName(singular(called)) === plainName(singular(last));
}

/** `/readings?device={serial}`: whoever asks puts something in. */
function templated(value: string): Link | undefined {
  const [path = '', search = ''] = value.split('?', 2);
  const pairs = search.split('&').map((pair) => pair.split('=', 2));
  const isTemplate = pairs.some(([, held = '']) => /^\{\w{1,40}\}$/.test(held));
  if (!isTemplate || !pairs.every(([name = '']) => /^[\w.[\]-]{1,60}$/.test(name))) return undefined;
  return { url: withBraces(path), query: new Map(pairs.map(([name = '']) => [name, true])) };
}

function linkIn(value: string, isLink: boolean): Link | undefined {
  const [, method, path] = METHOD_AND_PATH.exec(value) ?? [];
  if (path) return { url: withBraces(path), ...(method ? { method } : {}) };
  if (ABSOLUTE.test(value)) return { url: value };
  return isLink && PATH.test(value) ? (templated(value) ?? { url: withBraces(value) }) : undefined;
}

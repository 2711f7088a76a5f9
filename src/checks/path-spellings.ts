/** What a spelling does, and the URL in that spelling. */
export type PathSpelling = readonly [what: string, respell: (url: string) => string];

/** Spellings of a URL's path that some layers take for the same path and others do not; those that change nothing are left out. */
export function pathSpellings(url: string): PathSpelling[] {
  const seen = new Set([url]);
  return SPELLINGS.map(([what, change]): PathSpelling => [what, (given) => withPath(given, change)]).filter(
    ([, respell]) => {
      const spelt = respell(url);
      if (seen.has(spelt)) return false;
      seen.add(spelt);
      return true;
    },
  );
}

const SPELLINGS: readonly (readonly [string, (path: string) => string])[] = [
  ['a trailing slash', (path) => `${path}/`],
  ['upper case in the last segment', (path) => onLast(path, (last) => last.toUpperCase())],
  ['upper case throughout', (path) => path.toUpperCase()],
  ['a double slash at the start', (path) => `/${path}`],
  ['a double slash before the last segment', (path) => onLast(path, (last) => `/${last}`)],
  ['a double slash at the end', (path) => `${path}//`],
  ['/./ at the start', (path) => `/.${path}`],
  ['/./ before the last segment', (path) => onLast(path, (last) => `./${last}`)],
  ['/. at the end', (path) => `${path}/.`],
  ['%2e before the last segment', (path) => onLast(path, (last) => `%2e/${last}`)],
  ['a dot-dot segment', (path) => onLast(path, (last) => `mb/../${last}`)],
  ['an encoded dot-dot segment', (path) => onLast(path, (last) => `mb/%2e%2e/${last}`)],
  ['an encoded slash', (path) => onLast(path, (last) => `%2f${last}`)],
  ['..;/ after the first segment', (path) => `/mb/..;${path}`],
  ['a ;parameter', (path) => `${path};mb=1`],
  ['a ;parameter in the first segment', (path) => path.replace(/^\/([^/]+)/, '/$1;mb=1')],
  ['/; at the start', (path) => `/;${path}`],
  ['an encoded first letter of the last segment', (path) => onLast(path, (last) => encodedFirst(last))],
  [
    'an encoded first letter',
    (path) => path.replace(/^\/([^/]+)/, (_all, first: string) => `/${encodedFirst(first)}`),
  ],
  ['a doubly encoded letter', (path) => onLast(path, (last) => encodedFirst(last).replace('%', '%25'))],
  ['.json at the end', (path) => `${path}.json`],
  ['.html at the end', (path) => `${path}.html`],
  ['an encoded space at the end', (path) => `${path}%20`],
  ['an encoded tab at the end', (path) => `${path}%09`],
  ['an encoded null byte at the end', (path) => `${path}%00`],
  ['a trailing question mark', (path) => `${path}%3f`],
  ['a backslash', (path) => onLast(path, (last) => `%5c${last}`)],
];

function withPath(url: string, change: (path: string) => string): string {
  const parts = /^([a-z]+:\/\/[^/?#]*)([^?#]*)(.*)$/is.exec(url);
  if (!parts) return url;
  const [, origin = '', path = '', rest = ''] = parts;
  return path === '' || path === '/' ? url : origin + change(path) + rest;
}

function onLast(path: string, change: (last: string) => string): string {
  return path.replace(/[^/]+(?=\/?$)/, change);
}

function encodedFirst(part: string): string {
  const first = part[0] ?? '';
  return /[a-z0-9]/i.test(first) ? `%${first.charCodeAt(0).toString(16)}${part.slice(1)}` : part;
}

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
  ['a slash at its end', (path) => `${path}/`],
  ['capitals in its last part', (path) => onLast(path, (last) => last.toUpperCase())],
  ['capitals throughout', (path) => path.toUpperCase()],
  ['two slashes at its start', (path) => `/${path}`],
  ['two slashes before its last part', (path) => onLast(path, (last) => `/${last}`)],
  ['two slashes at its end', (path) => `${path}//`],
  ['/./ at its start', (path) => `/.${path}`],
  ['/./ before its last part', (path) => onLast(path, (last) => `./${last}`)],
  ['/. at its end', (path) => `${path}/.`],
  ['%2e before its last part', (path) => onLast(path, (last) => `%2e/${last}`)],
  ['a step down and up again', (path) => onLast(path, (last) => `mb/../${last}`)],
  ['an encoded step down and up again', (path) => onLast(path, (last) => `mb/%2e%2e/${last}`)],
  ['an encoded slash', (path) => onLast(path, (last) => `%2f${last}`)],
  ['..;/ after a first part', (path) => `/mb/..;${path}`],
  ['a ;parameter', (path) => `${path};mb=1`],
  ['a ;parameter in its first part', (path) => path.replace(/^\/([^/]+)/, '/$1;mb=1')],
  ['/; at its start', (path) => `/;${path}`],
  ['an encoded first letter of its last part', (path) => onLast(path, (last) => encodedFirst(last))],
  [
    'an encoded first letter',
    (path) => path.replace(/^\/([^/]+)/, (_all, first: string) => `/${encodedFirst(first)}`),
  ],
  ['a doubly encoded letter', (path) => onLast(path, (last) => encodedFirst(last).replace('%', '%25'))],
  ['.json at its end', (path) => `${path}.json`],
  ['.html at its end', (path) => `${path}.html`],
  ['an encoded space at its end', (path) => `${path}%20`],
  ['an encoded tab at its end', (path) => `${path}%09`],
  ['an encoded zero byte at its end', (path) => `${path}%00`],
  ['a bare question mark at its end', (path) => `${path}%3f`],
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

import { listMember, member, type Node, nodeMember, textList, textMember } from './node.ts';
import { type Problems, shown } from './problems.ts';

const MAX_SERVERS = 20;
/** Longer addresses are refused by most servers and proxies. */
const MAX_URL_LENGTH = 2_000;

/** Where a document is thought to live, and thus what its relative server URLs are relative to. */
export interface ServerBase {
  readonly url: string;
  /** True when `url` is the API's base itself and not the address of the document. */
  readonly isApiBase: boolean;
  /** What the user typed: of several servers, the one that he named is tested. */
  readonly target?: string;
}

export type ServersOf = (pathItem: Node, operation: Node) => readonly string[];

/** Absolute base URLs of OpenAPI 3: those of the operation, else of the path, else of the document. */
export function openApi3Servers(root: Node, base: ServerBase, problems: Problems): ServersOf {
  const shared = serversAt(root, base, problems) ?? [undeclared(base)];
  return (pathItem, operation) =>
    serversAt(operation, base, problems) ?? serversAt(pathItem, base, problems) ?? shared;
}

/** Without `servers`, OpenAPI says `/` of the document's host. */
function undeclared(base: ServerBase): string {
  return tidy(base.isApiBase ? base.url : new URL('/', base.url).href);
}

function serversAt(node: Node, base: ServerBase, problems: Problems): readonly string[] | undefined {
  const urls = listMember(node, 'servers')
    .slice(0, MAX_SERVERS)
    .flatMap((server) => {
      const template = textMember(server, 'url');
      if (template === undefined || template.length > MAX_URL_LENGTH) return [];
      const written = filled(template, nodeMember(server, 'variables'));
      const url = httpUrl(written, base.url);
      if (url === undefined) problems.add(`Server "${shown(template)}" is no HTTP address and was left out.`);
      return url === undefined ? [] : [url];
    });
  return urls.length === 0 ? undefined : [...new Set(urls)];
}

/** Server variables by their default, else their first allowed value. */
function filled(template: string, variables: Node | undefined): string {
  return template.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = member(variables, name);
    const value = member(variable, 'default') ?? textList(variable, 'enum')[0];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

/** Base URLs of Swagger 2.0: schemes × host × basePath; what is missing is taken from where the document lives. */
export function swagger2Servers(root: Node, base: ServerBase, problems: Problems): ServersOf {
  const home = new URL(base.url);
  const basePath = textMember(root, 'basePath');
  // Generators write an empty one where nobody named any: it is the document's own, as if none stood there.
  const declaredHost = textMember(root, 'host')?.trim() || undefined;
  const path = basePath ?? (declaredHost === undefined && base.isApiBase ? home.pathname : '/');
  const urlsFor = (schemes: readonly string[]) => {
    const usable = schemes.filter((scheme) => /^https?$/i.test(scheme));
    const names = usable.length > 0 ? usable : [home.protocol.slice(0, -1)];
    return names.slice(0, MAX_SERVERS).flatMap((scheme) => {
      const url = httpUrl(`${scheme}://${declaredHost ?? home.host}/${path.replace(/^\/+/, '')}`, base.url);
      if (url === undefined)
        problems.add(`Host "${shown(declaredHost ?? '')}" is no address and was left out.`);
      return url === undefined ? [] : [url];
    });
  };
  const shared = urlsFor(textList(root, 'schemes'));
  const fallback = shared.length > 0 ? shared : [undeclared(base)];
  return (_pathItem, operation) => {
    const own = textList(operation, 'schemes');
    const urls = own.length === 0 ? [] : urlsFor(own);
    return urls.length === 0 ? fallback : urls;
  };
}

/**
 * The server to test: at the target's origin, else at its host, else where the document lives, else a secure one, else
 * the first; among those that are as near, the one whose path the user typed.
 */
export function chooseServer(servers: readonly string[], base: ServerBase): string {
  const { origin } = new URL(base.url);
  const target = base.target === undefined ? undefined : new URL(base.target);
  const nearest = (fits: (server: URL) => boolean) =>
    named(
      servers.filter((server) => fits(new URL(server))),
      target,
    );
  return (
    nearest((server) => server.origin === target?.origin) ??
    nearest((server) => server.hostname === target?.hostname) ??
    nearest((server) => server.origin === origin) ??
    named(
      servers.filter((server) => isBelow(target?.pathname ?? '/', pathOf(server))),
      target,
    ) ??
    servers.find((server) => server.startsWith('https:')) ??
    servers[0] ??
    undeclared(base)
  );
}

/** The server that holds most of the typed path, else the first. */
function named(servers: readonly string[], target: URL | undefined): string | undefined {
  const length = (server: string) =>
    target && isBelow(target.pathname, pathOf(server)) ? pathOf(server).length : 0;
  return [...servers].sort((a, b) => length(b) - length(a))[0];
}

/** Path of a base URL, without a slash at its end: empty at the root. */
export function pathOf(url: string): string {
  return new URL(url).pathname.replace(/(?<!\/)\/+$/, '');
}

/** True where the path is that of the base, or leads on from it; everything leads on from the root but is not named by it. */
function isBelow(path: string, base: string): boolean {
  return base !== '' && `${path}/`.startsWith(`${base}/`);
}

/** True where the author wrote where the API is, if only as a path. */
export function declaresServer(root: Node): boolean {
  return (
    listMember(root, 'servers').some((server) => textMember(server, 'url') !== undefined) ||
    textMember(root, 'basePath') !== undefined ||
    (textMember(root, 'host') ?? '').trim() !== ''
  );
}

function httpUrl(written: string, base: string): string | undefined {
  // By RFC 3986 an empty reference is the document itself, where nobody serves an API; its authors mean the root.
  if (written.length > MAX_URL_LENGTH) return undefined;
  const reference = written.trim() === '' ? '/' : withHost(written.trim());
  if (!URL.canParse(reference, base)) return undefined;
  const url = new URL(reference, base);
  if (!['http:', 'https:'].includes(url.protocol)) return undefined;
  return tidy(url.href);
}

/** `{scheme}://`, `host.example/v1`, `localhost:8080` and `{host}/v1` name a host, though no URL parser sees one. */
const UNFILLED_SCHEME = /^\{[^{}/]*\}:\/\//;
const BARE_HOST = /^(?:localhost|\[[\da-f:]+\]|[\w-]+(?:\.[\w-]+)+)$/i;
const PORT = /:(?:\d+|\{[^{}/]*\})$/;
const BRACES = /\{[^{}/]*\}/;
const HOST_AND_PORT = /^[\w.-]+:\d+(?=\/|$)/;

/**
 * A reference that a URL parser takes for what its author meant. What stays unfilled in host and port is given a value
 * or left out: the host is replaced by the target's, and only the path counts.
 */
function withHost(written: string): string {
  const scheme = written.replace(UNFILLED_SCHEME, 'https://');
  const isBare = !/^[a-z][a-z0-9+.-]*:\/\//i.test(scheme) && !/^[./]/.test(scheme) && !isFileName(scheme);
  const absolute =
    isBare && (isBareHost(scheme) || HOST_AND_PORT.test(scheme)) ? `https://${scheme}` : scheme;
  return absolute.replace(
    /^((?:[a-z][a-z0-9+.-]*:)?\/\/)([^/?#]*)/i,
    (_whole, before: string, authority: string) =>
      before +
      authority.replace(/:\{[^{}]*\}$/, '').replaceAll(/\{([^{}]*)\}/g, (_all, name: string) => filler(name)),
  );
}

function isBareHost(written: string): boolean {
  const host = (written.split('/', 1)[0] ?? '').replace(PORT, '');
  return BARE_HOST.test(host) || (BRACES.test(host) && /^[\w.{}-]*$/.test(host.replace(BRACES, '')));
}

/** A name that a host may hold. */
function filler(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'host'
  );
}

/** `api.json` beside the document has a dot, and is no host. */
function isFileName(written: string): boolean {
  return /^[\w-]+\.(?:json|ya?ml|php|aspx?|jsp|do|cgi)(?=[/?#]|$)/i.test(written);
}

/** Without query, fragment and trailing slash; braces stay as the author wrote them. */
function tidy(href: string): string {
  return href
    .replace(/[?#].*$/s, '')
    .replace(/(?<!\/)\/+$/, '')
    .replaceAll('%7B', '{')
    .replaceAll('%7D', '}');
}

import type { Operation, Spec } from '../openapi/operation.ts';
import { declaresServer, pathOf } from '../openapi/servers.ts';
import type { Target } from '../target.ts';
import { directoryOf } from './find-spec.ts';

/** Paths of the target below which the operations of a document may lie; the likeliest stands first. */
export interface BasePaths {
  /** The server that most operations name: it is this one that moves. */
  readonly server: string;
  /** Without a slash at the end; empty for the root. */
  readonly candidates: readonly string[];
}

/**
 * Documents name production, scans look at staging, and proxies add or take away a prefix. What the user typed goes
 * before a server of another host; a server of the target's own origin before what he typed.
 */
export function basePathsFor(spec: Spec, target: Target, chosen?: string): BasePaths {
  const server = mainServer(spec.operations);
  if (chosen !== undefined) return { server, candidates: [chosen] };
  // Another origin that the user put into the scope is meant as it stands.
  if (new URL(server).origin !== target.origin && isInside(server, target))
    return { server: '', candidates: [''] };
  const typed = typedBase(spec, target);
  const declared = pathOf(server);
  const folder = folderOf(spec, target);
  const isHere = new URL(server).origin === target.origin;
  const below = typed === '' ? [] : [typed + declared];
  const ordered = !declaresServer(spec.root)
    ? folder !== undefined && !`${folder}/`.startsWith(`${typed}/`)
      ? ['', typed, folder]
      : [typed, '', folder]
    : isHere || typed === '' || (declared !== '' && `${typed}/`.startsWith(`${declared}/`))
      ? [declared, typed, ...below, folder, folder === undefined ? undefined : folder + declared, '']
      : [typed, ...below, declared, folder, ''];
  return { server, candidates: [...new Set(ordered.filter((path) => path !== undefined))] };
}

/** The document with its operations below that path of the target. Hosts out of scope are taken for the target. */
export function rebased(spec: Spec, target: Target, server: string, path: string): Spec {
  const serverOf = (written: string) => {
    if (written === server) return target.origin + path;
    return isInside(written, target) ? written : target.origin + pathOf(written);
  };
  const operations = spec.operations.map((operation) =>
    operation.server === serverOf(operation.server)
      ? operation
      : { ...operation, server: serverOf(operation.server) },
  );
  return { ...spec, operations };
}

/** The target's own origin, and those that the user listed; plain http is there for its redirect alone. */
function isInside(url: string, { scope, origin: own, https, hostname }: Target): boolean {
  const { origin } = new URL(url);
  const isTwin = https && origin === `http://${hostname}` && origin !== own;
  return scope.includes(origin) && !isTwin;
}

function mainServer(operations: readonly Operation[]): string {
  const counts = new Map<string, number>();
  for (const { server } of operations) counts.set(server, (counts.get(server) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

/** What was typed may be the API's base, one of its operations, the document, or a page that shows it. */
function typedBase(spec: Spec, target: Target): string {
  const { pathname } = new URL(target.url);
  const path = pathname.replace(/(?<!\/)\/+$/, '');
  if (path === '') return '';
  const above = path.split('/').findIndex((segment) => DOCUMENTATION.test(segment));
  if (above > 0) return path.split('/').slice(0, above).join('/');
  if (/\.(?:json|ya?ml|html?)$/i.test(path)) return directoryOf(path).replace(/\/$/, '');
  return path.slice(0, path.length - operationTail(spec, path));
}

const DOCUMENTATION = /^(?:docs?|documentation|swagger(?:-ui)?|redoc|api-docs|openapi)(?:\.\w+)?$/i;

/** How much of the path's end is a documented operation: the longest one with a name in it. */
function operationTail({ operations }: Spec, path: string): number {
  const segments = path.split('/').slice(1);
  const tails = operations.flatMap(({ path: template }) => {
    const parts = template
      .replace(/[?#].*$/s, '')
      .replace(/\/$/, '')
      .split('/')
      .slice(1);
    const tail = segments.slice(-parts.length);
    const fits =
      parts.length > 0 &&
      tail.length === parts.length &&
      parts.some((part) => !part.includes('{') && part !== '') &&
      parts.every((part, at) => part.includes('{') || part === tail[at]);
    return fits ? [`/${tail.join('/')}`.length] : [];
  });
  return tails.reduce((longest, length) => Math.max(longest, length), 0);
}

/** Where the document lies, if it is the target that serves it. */
function folderOf({ uri }: Spec, target: Target): string | undefined {
  if (!/^https?:/i.test(uri) || !URL.canParse(uri)) return undefined;
  const { origin, pathname } = new URL(uri);
  return origin === target.origin ? directoryOf(pathname).replace(/\/$/, '') : undefined;
}

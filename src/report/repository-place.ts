import { plain } from '../findings/plain.ts';
import type { FindingLocation, ScanResult } from '../result.ts';
import type { ReportContext } from './context.ts';

/** Where in a repository a finding is shown. Paths are relative to its root, with forward slashes, not encoded. */
export interface RepositoryPlace {
  readonly path: string;
  readonly line: number;
  /** False where no file of the repository was known: the path is then made of the URL's, as a name. */
  readonly isFile: boolean;
}

/** The operation's line in the document where that is a file of the repository, else the file that the user named. */
export function repositoryPlace(
  place: FindingLocation,
  result: ScanResult,
  { routeFile }: Pick<ReportContext, 'routeFile'>,
): RepositoryPlace {
  const spec = place.spec && relativePath(place.spec.uri);
  if (spec !== undefined) return { path: spec, line: place.spec?.line ?? 1, isFile: true };
  const file = routeFile === undefined ? undefined : relativePath(routeFile);
  const document = result.surface.spec && relativePath(result.surface.spec.uri);
  const path = file ?? document;
  return path === undefined
    ? { path: nameOf(place.url), line: 1, isFile: false }
    : { path, line: 1, isFile: true };
}

/** Code hosts refuse URLs, absolute paths and ways out of the repository; undefined for those. */
function relativePath(written: string): string | undefined {
  const path = written.replaceAll('\\', '/');
  // The drive letter of a Windows path looks like a scheme, and is as useless here.
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('/')) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/');
}

/** Segments that would lead out of the name are none of the target's business. */
function nameOf(url: string): string {
  const segments = new URL(url).pathname
    .split('/')
    .map(decoded)
    .filter((part) => part !== '' && !/^\.*$/.test(part));
  return ['api', ...(segments.length > 0 ? segments : ['index'])].join('/');
}

function decoded(segment: string): string {
  try {
    return plain(decodeURIComponent(segment)).replace(/[/\\]/g, '-');
  } catch {
    return segment;
  }
}

/** A repository path as the URI reference that SARIF wants (RFC 3986). */
export function asUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

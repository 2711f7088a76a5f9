import { posix } from 'node:path';
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

/** Where a report is made: what relative paths start from, and what they are told from. With forward slashes. */
export interface Repository {
  readonly folder: string;
  /** The root under every name that it goes by, absolute. */
  readonly roots: readonly string[];
}

/** The operation's line in the document where that is a file of the repository, else the file that the user named. */
export function repositoryPlace(
  place: FindingLocation,
  result: ScanResult,
  { routeFile, repository }: Pick<ReportContext, 'routeFile' | 'repository'>,
): RepositoryPlace {
  const inside = (written: string | undefined) =>
    written === undefined ? undefined : pathWithin(written, repository);
  const spec = inside(place.spec?.uri);
  if (spec !== undefined) return { path: spec, line: place.spec?.line ?? 1, isFile: true };
  const path = inside(routeFile) ?? inside(result.surface.spec?.uri);
  return path === undefined
    ? { path: nameOf(place.url), line: 1, isFile: false }
    : { path, line: 1, isFile: true };
}

/** The drive letter of a Windows path looks like a scheme. */
const DRIVE = /^[a-z]:\//i;

/**
 * The path from the root of the repository, as code hosts want it; undefined for URLs and for what lies elsewhere.
 * Where nothing is known of the repository, the folder that relative paths start from is taken for its root.
 */
function pathWithin(written: string, repository: Repository | undefined): string | undefined {
  const path = written.replaceAll('\\', '/');
  const isAbsolute = path.startsWith('/') || DRIVE.test(path);
  if (!isAbsolute && /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
  if (!repository) return isAbsolute ? undefined : stayingInside(posix.normalize(path));
  const whole = posix.normalize(isAbsolute ? path : `${repository.folder}/${path}`);
  for (const root of repository.roots) {
    const start = root.endsWith('/') ? root : `${root}/`;
    if (whole.startsWith(start)) return stayingInside(whole.slice(start.length));
  }
  return undefined;
}

function stayingInside(path: string): string | undefined {
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

import { createBreath, sifted } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { namingSegment } from '../openapi/naming-segment.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSafe } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { serverPath } from '../openapi/server-path.ts';
import { harvestIdentifiers } from '../values/harvest.ts';
import { poolOf, type ValuePool } from '../values/pool.ts';
import type { Inquiry } from './inquiry.ts';
import { allowed } from './live-answer.ts';
import { isRisky } from './risky-path.ts';
import type { AbsentPages } from './surface.ts';
import { VERSION } from './version-twin.ts';

/** How many versions before the known one are tried; after it, one. */
const BACK = 2;
/** Where the known operations name no version: before their path, or behind the segment where the API begins. */
const UNNAMED = ['v1', 'v0', 'v2', 'beta'];
/** No service has come so far; one that answers here ignores the number. */
const FAR = 97;
/** A hundred operations in all their versions; a service that keeps one shows it with the first of them. */
const MOST_ASKED = 400;
/** Operations at which a version is tried that nobody named; at the others too, where one of these answers. */
const FIRST_UNNAMED = 12;
const WHAT = 'operations of other versions';
/** Where few requests are wanted. */
const FEW_ASKED = 40;

export interface VersionSearch {
  readonly inquiry: Inquiry;
  /** What the target answered so far, but for its documents. */
  readonly heard: readonly Exchange[];
  readonly absent: AbsentPages;
  readonly origin: string;
  readonly known: readonly Operation[];
  /** Those of them that documents name: answers are matched with these. */
  readonly documented: readonly Operation[];
  readonly speaker: Identity | undefined;
  /** Why few are asked for; undefined where all are. */
  readonly few: string | undefined;
}

/** Another version of an operation: its path, and where it and what cannot be there are asked for. */
interface Candidate {
  readonly like: Operation;
  readonly path: string;
  readonly url: string;
  readonly far: string;
  /** The version, where nothing that is known names one. */
  readonly unnamed: string | undefined;
}

/**
 * Operations of older and newer versions that answer beside the known ones, with the parameters and bodies of these.
 * Reads are asked by GET, with values that the service gave out; the rest by OPTIONS, where it takes no values.
 */
export async function otherVersions(search: VersionSearch): Promise<Operation[]> {
  const { origin, known, inquiry, few } = search;
  const breathe = createBreath();
  const pool = poolOf(await harvestIdentifiers(search.heard, search.documented));
  const usable = await sifted(
    known,
    ({ server, path, method }) =>
      (isSafe(method) || !path.includes('{')) && new URL(server).origin === origin && !isRisky(path),
    breathe,
  );
  const plain = usable.filter(({ path }) => !path.includes('{'));
  const ordered = [...plain, ...usable.filter(({ path }) => path.includes('{'))];
  const fresh = new Map<string, Candidate>();
  const taken = new Set(known.map((operation) => shapeOf(operation.method, pathOf(operation))));
  for (const operation of ordered) {
    await breathe();
    for (const candidate of candidatesBeside(operation, origin, pool)) {
      const id = shapeOf(operation.method, candidate.path);
      if (!taken.has(id) && !fresh.has(id)) fresh.set(id, candidate);
    }
  }
  const most = few === undefined ? MOST_ASKED : FEW_ASKED;
  const why = few ?? `${MOST_ASKED} are asked for at most`;
  const found: Candidate[] = [];
  let left = most;
  const askFor = async (ids: readonly string[]) => {
    const asked = inquiry.cuts.first(ids, left, WHAT, why).flatMap((id) => fresh.get(id) ?? []);
    left -= asked.length;
    const there = await Promise.all(asked.map((one) => isThere(one, search)));
    found.push(...asked.filter((_one, at) => there[at]));
  };
  const behind = behindTheFirst(fresh);
  await askFor([...fresh.keys()].filter((id) => !behind.has(id)));
  const answering = new Set(found.map(({ unnamed }) => unnamed));
  const further = [...behind].filter((id) => answering.has(fresh.get(id)?.unnamed));
  await askFor(further);
  inquiry.cuts.add({
    ...{ what: WHAT, tested: fresh.size - behind.size + further.length, total: fresh.size },
    reason: `nothing answers at the first ${FIRST_UNNAMED} of a version that nobody named`,
  });
  return found.map(({ like, path }) => atVersion(like, path, origin));
}

/** Of each version that nobody named, all but the first operations: one of each resource before a second of any. */
function behindTheFirst(candidates: ReadonlyMap<string, Candidate>): ReadonlySet<string> {
  const byVersion = new Map<
    string,
    { readonly resources: Set<string>; first: string[]; further: string[] }
  >();
  for (const [id, { unnamed, like }] of candidates) {
    if (unnamed === undefined) continue;
    const asked = byVersion.get(unnamed) ?? { resources: new Set(), first: [], further: [] };
    byVersion.set(unnamed, asked);
    const resource = namingSegment(like.path);
    (asked.resources.has(resource) ? asked.further : asked.first).push(id);
    asked.resources.add(resource);
  }
  return new Set(
    [...byVersion.values()].flatMap(({ first, further }) => [...first, ...further].slice(FIRST_UNNAMED)),
  );
}

const pathOf = (operation: Operation) => `${serverPath(operation)}${operation.path}`;

function candidatesBeside(operation: Operation, origin: string, pool: ValuePool): Candidate[] {
  const path = pathOf(operation);
  if (path.includes('{') && !pool.canFill(operation)) return [];
  // The query goes with it where the operation must have one.
  const isWrite = !isSafe(operation.method);
  const url = isWrite
    ? origin + path
    : requestFor(operation, undefined, { values: pool.valuesFor(operation) }).url;
  const { pathname, search } = new URL(url);
  return versionsBeside(path, isWrite).map(({ version, isNamed, place }) => ({
    like: operation,
    unnamed: isNamed ? undefined : version,
    path: place(path, version),
    url: origin + place(pathname, version) + search,
    far: origin + place(pathname, `v${FAR}`) + search,
  }));
}

interface Version {
  readonly version: string;
  /** Beside another version. */
  readonly isNamed: boolean;
  readonly place: (path: string, version: string) => string;
}

function versionsBeside(path: string, isWrite: boolean): Version[] {
  const named = VERSION.exec(path);
  if (named) {
    const current = Number(named[1] ?? 2);
    const older = Array.from({ length: BACK }, (_, at) => current - 1 - at).filter((version) => version >= 0);
    const place = (at: string, version: string) => at.replace(VERSION, `/${version}`);
    return [...older, current + 1].map((version) => ({ version: `v${version}`, isNamed: true, place }));
  }
  // Each write takes a question of its own: those of a version that nobody named are left.
  if (isWrite || path === '/' || /\.\w{1,5}$/.test(path)) return [];
  const place = (at: string, version: string) => at.replace(/^(\/(?:api|rest)(?=\/))?/, `$1/${version}`);
  return UNNAMED.map((version) => ({ version, isNamed: false, place }));
}

function atVersion(operation: Operation, path: string, origin: string): Operation {
  return { ...operation, id: `${operation.method} ${path}`, path, server: origin, source: 'guess' };
}

function shapeOf(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^{}]*\}/g, '{}')}`;
}

/** The version that cannot be there is asked for only where the other answers. */
async function isThere(
  { like: { method }, url, far }: Candidate,
  { inquiry, absent, speaker }: VersionSearch,
) {
  const ask = (at: string, by?: string) =>
    inquiry.ask({ url: at, ...(by === undefined ? {} : { method: by }) }, speaker);
  if (isSafe(method)) {
    const answer = await ask(url);
    if (!answer || !isOne(answer, absent)) return false;
    const nowhere = await ask(far);
    return !(nowhere && isOne(nowhere, absent));
  }
  const names = (one: Exchange | undefined) => one !== undefined && allowed(one).includes(method);
  return names(await ask(url, 'OPTIONS')) && !names(await ask(far, 'OPTIONS'));
}

function isOne(answer: Exchange, absent: AbsentPages): boolean {
  const { status } = answer.response;
  return status < 500 && (status < 300 || status >= 400) && status !== 429 && !absent.matches(answer);
}

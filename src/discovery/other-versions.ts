import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import { isSafe } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import type { Inquiry } from './inquiry.ts';
import { allowed } from './live-answer.ts';
import { isRisky } from './risky-path.ts';
import type { AbsentPages } from './surface.ts';

const VERSION = /\/v(\d{1,2})(?=\/|$)/i;
/** How many versions before the known one are tried; after it, one. */
const BACK = 2;
/** No service has come so far; one that answers here ignores the number. */
const FAR = 97;

export interface VersionSearch {
  readonly inquiry: Inquiry;
  readonly absent: AbsentPages;
  readonly origin: string;
  readonly known: readonly Operation[];
  readonly speaker: Identity | undefined;
}

/**
 * Operations of older and newer versions that answer beside the known ones, with the parameters and bodies of these.
 * Reads are asked by GET, the rest by OPTIONS. Looks at paths without variables: what they take has no values yet.
 */
export async function otherVersions(search: VersionSearch): Promise<Operation[]> {
  const { origin, known } = search;
  const plain = known.filter(
    ({ server, path }) => !path.includes('{') && !isRisky(path) && new URL(server).origin === origin,
  );
  const candidates = plain.flatMap((operation) =>
    versionsBeside(pathOf(operation)).map((version) => atVersion(operation, version, origin)),
  );
  const fresh = unknown(candidates, known);
  const found = await Promise.all(fresh.map(async (one) => ((await isThere(one, search)) ? [one] : [])));
  return found.flat();
}

const pathOf = (operation: Operation) => `${serverPath(operation)}${operation.path}`;

function versionsBeside(path: string): number[] {
  const current = Number(VERSION.exec(path)?.[1] ?? 0);
  if (current === 0) return [];
  const older = Array.from({ length: BACK }, (_, at) => current - 1 - at).filter((version) => version > 0);
  return [...older, current + 1];
}

function atVersion(operation: Operation, version: number, origin: string): Operation {
  const path = pathOf(operation).replace(VERSION, (part) => part.replace(/\d+/, String(version)));
  return { ...operation, id: `${operation.method} ${path}`, path, server: origin, source: 'guess' };
}

/** Each once, and none that a document or a link named. */
function unknown(candidates: readonly Operation[], known: readonly Operation[]): Operation[] {
  const seen = new Set(known.map((operation) => `${operation.method} ${pathOf(operation)}`));
  return candidates.filter(({ id }) => !seen.has(id) && seen.add(id));
}

async function isThere(operation: Operation, { inquiry, absent, origin, speaker }: VersionSearch) {
  const url = origin + operation.path;
  const far = url.replace(VERSION, `/v${FAR}`);
  if (isSafe(operation.method)) {
    const [answer, nowhere] = await inquiry.askAll([url, far], speaker);
    return answer !== undefined && isOne(answer, absent) && !(nowhere && isOne(nowhere, absent));
  }
  const [answer, nowhere] = await Promise.all(
    [url, far].map((each) => inquiry.ask({ method: 'OPTIONS', url: each }, speaker)),
  );
  const names = (one: Exchange | undefined) => one !== undefined && allowed(one).includes(operation.method);
  return names(answer) && !names(nowhere);
}

function isOne(answer: Exchange, absent: AbsentPages): boolean {
  const { status } = answer.response;
  return status < 500 && (status < 300 || status >= 400) && status !== 429 && !absent.matches(answer);
}

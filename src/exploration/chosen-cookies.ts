import { sameAnswer } from '../answers/answers.ts';
import type { Cut } from '../cuts.ts';
import type { HarvestedId, Surface } from '../discovery/surface.ts';
import { mapAtOnce } from '../http/at-once.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { headerValues } from '../http/exchange.ts';
import { percentDecoded, percentEncoded } from '../http/foreign-text.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { type Identity, isAnonymous } from '../identities/identity.ts';
import type { Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { poolOf } from '../values/pool.ts';
import { keepsChoice } from '../values/resource-names.ts';
import type { ExplorationRecord } from './record.ts';

/** What names one of many is short; keys of sessions are not. */
const LONGEST_CHOICE = 40;
/** Services keep a choice or two; each costs a request at every operation. */
const MOST_COOKIES = 4;
const ASKED_AT_ONCE = 16;

/** Values of cookies that keep a choice, as an answer sets them. */
export function cookieValues({ request, response }: Exchange): HarvestedId[] {
  return headerValues(response.headers, 'set-cookie').flatMap((line) => {
    const [, name = '', value = ''] = /^\s*([^=;\s]{1,60})=([^;]{1,200})/.exec(line) ?? [];
    return chosen(name, percentDecoded(value), request.url);
  });
}

/** The same out of the cookies that an identity brings along. */
export function ownCookies({ credentials, spare = [] }: Identity, from: string): HarvestedId[] {
  return [...credentials, ...spare].flatMap((one) =>
    one.kind === 'cookie' ? chosen(one.name, percentDecoded(one.value), from) : [],
  );
}

function chosen(name: string, value: string, from: string): HarvestedId[] {
  const isChoice =
    name !== '' && keepsChoice(name) && value.length <= LONGEST_CHOICE && /^[\w.@-]+$/.test(value);
  return isChoice ? [{ name, value, from }] : [];
}

export interface Heeding {
  readonly surface: Surface;
  readonly client: HttpClient;
  readonly record: ExplorationRecord;
  readonly readable: readonly Operation[];
  /** Names of the cookies that the service set. */
  readonly set: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Which operations answer the first user otherwise where a cookie holds what the second one chose: the cookie is a
 * parameter of theirs. Only operations without an object in their path choose it by a cookie.
 */
export async function heededCookies(heeding: Heeding): Promise<Heeded> {
  const { surface, client, record, readable, signal } = heeding;
  const byOperation = new Map<string, readonly string[]>();
  const [first, second] = surface.identities.filter((identity) => !isAnonymous(identity));
  if (!first || !second) return { byOperation, cuts: [] };
  const [own, others] = [first, second].map((identity) => poolOf(record.shown(identity)));
  const all = chosenNames(heeding);
  const names = all.slice(0, MOST_COOKIES);
  const questions = readable.flatMap((operation) => {
    if (operation.path.includes('{') || operation.path.includes('~')) return [];
    if (operation.method !== 'GET' || record.heard(operation, first)?.status !== 'tested') return [];
    return names.flatMap((name) => {
      const sought = { name, in: 'query' } as const;
      const isOwn = new Set(own?.candidates(operation, sought));
      const value = others?.candidates(operation, sought).find((one) => !isOwn.has(one));
      return value === undefined ? [] : [{ operation, name, value }];
    });
  });
  await mapAtOnce(questions, ASKED_AT_ONCE, async ({ operation, name, value }) => {
    if (signal.aborted) return;
    const options = record.ordinary().get(operation.id) ?? {};
    const plain = requestFor(operation, surface.spec, options);
    const headers = [...(plain.headers ?? []), ['Cookie', `${name}=${percentEncoded(value)}`] as const];
    const usual = await client.as(first).attemptOnce(plain);
    const other = await client.as(first).attemptOnce({ ...plain, headers });
    if (usual instanceof TransportFailure || other instanceof TransportFailure) return;
    if (sameAnswer(usual, other)) return;
    byOperation.set(operation.id, [...(byOperation.get(operation.id) ?? []), name].sort());
  });
  const cut = {
    what: 'cookies that keep a choice',
    tested: names.length,
    total: all.length,
    reason: `${MOST_COOKIES} are tried`,
  };
  return { byOperation, cuts: all.length > names.length ? [cut] : [] };
}

export interface Heeded {
  /** Names of cookies, by the id of the operation. */
  readonly byOperation: ReadonlyMap<string, readonly string[]>;
  readonly cuts: readonly Cut[];
}

/** Those whose values both users were shown or brought, and those that scripts set. */
function chosenNames({ surface, set }: Heeding): readonly string[] {
  const all = [...(surface.cookies ?? []), ...set].filter((name) => keepsChoice(name));
  return [...new Set(all)].sort();
}

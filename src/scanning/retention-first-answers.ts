import { randomBytes } from 'node:crypto';
import type { Proof } from '../checks/rule.ts';
import type { Surface } from '../discovery/surface.ts';
import type { HttpClient, RequestSpec } from '../http/client.ts';
import type { Exchange, HeaderList } from '../http/exchange.ts';
import { headerValues } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import type { CredentialPlace } from '../retention/arms/arm.ts';
import { speakerWith } from '../retention/arms/arm.ts';
import { limitHeaders } from '../retention/load/loader.ts';
import { remainingOf } from '../retention/residency/oracle.ts';
import type { RetentionRequest } from './options.ts';
import type { Endpoint, Tried } from './retention-endpoints.ts';
import { placeAt } from './retention-place.ts';

/** An endpoint that gave an answer to a credential that was never issued. */
export interface Answering extends Tried {
  readonly place: CredentialPlace;
  readonly proof: Proof;
}

export interface Silent extends Endpoint {
  readonly reason: string;
}

export interface Asker {
  readonly surface: Surface;
  readonly client: HttpClient;
  readonly retention: Pick<RetentionRequest, 'method' | 'place' | 'headers'>;
}

/** Answers after which a run would measure a page that is none, a failure, or the way elsewhere. */
const UNFIT = (status: number) => status === 404 || status === 405 || status === 410 || status >= 500;

/**
 * Asks an endpoint once as the probe would. What becomes of an open one that does not seem to read the credential is the
 * same, but for `takes`, which stays `unknown`.
 */
export async function firstAnswer(asker: Asker, endpoint: Endpoint): Promise<Answering | Silent> {
  try {
    return await answered(asker, endpoint);
  } catch (failure) {
    // The scan's own limits, and those of the service.
    if (failure instanceof TransportFailure) return { ...endpoint, reason: failure.message };
    throw failure;
  }
}

async function answered(asker: Asker, endpoint: Endpoint): Promise<Answering | Silent> {
  const place = asker.retention.place ?? placeAt(asker.surface, endpoint.operation);
  const exchange = await asker.client.attemptOnce(requestWith(asker, endpoint.url, place, freshKey()));
  if (exchange instanceof TransportFailure) return { ...endpoint, reason: exchange.message };
  const { status, totalMs } = exchange.response;
  if (UNFIT(status) && endpoint.takes !== 'named') return { ...endpoint, reason: `answered ${status}` };
  const reads = endpoint.takes === 'unknown' && (await readsCredential(asker, endpoint.url, place, exchange));
  return {
    ...endpoint,
    ...(reads && { takes: 'reads' as const }),
    ms: totalMs,
    place,
    proof: {
      exchange,
      note: 'a request like each of those that the probe sent: the same but for the credential, which was never issued',
    },
  };
}

/** Three facts of an open operation that no credential would bring about: another status, a `Vary` on it, a limit of its own. */
async function readsCredential(
  asker: Asker,
  url: string,
  place: CredentialPlace,
  withKey: Exchange,
): Promise<boolean> {
  if (place.in === 'header') {
    const varies = headerValues(withKey.response.headers, 'vary').flatMap((line) => line.split(','));
    if (varies.some((name) => name.trim().toLowerCase() === place.name.toLowerCase())) return true;
  }
  const bare: RequestSpec = { method: withKey.request.method, url, headers: ownHeaders(asker) };
  const without = await asker.client.attempt(bare);
  if (without instanceof TransportFailure) return false;
  if (without.response.status !== withKey.response.status) return true;
  return hasOwnLimit(asker, url, place, remaining(withKey));
}

/** Each fresh credential begins with as many, and its second request has one fewer: nothing that counts all does that. */
async function hasOwnLimit(
  asker: Asker,
  url: string,
  place: CredentialPlace,
  start: number | undefined,
): Promise<boolean> {
  if (start === undefined) return false;
  const request = requestWith(asker, url, place, freshKey());
  const [first, second] = [await asker.client.attempt(request), await asker.client.attempt(request)];
  if (first instanceof TransportFailure || second instanceof TransportFailure) return false;
  return remaining(first) === start && remaining(second) === start - 1;
}

function remaining({ response }: Exchange): number | undefined {
  return remainingOf(limitHeaders(Object.fromEntries(response.headers), {}));
}

function requestWith(asker: Asker, url: string, place: CredentialPlace, key: string): RequestSpec {
  const speaker = speakerWith(new URL(url), place, key, asker.retention.headers ?? {});
  return {
    method: asker.retention.method ?? 'GET',
    url: new URL(speaker.path, url).href,
    headers: speaker.headers.flatMap((name, at): [string, string][] =>
      at % 2 === 0 ? [[name, speaker.headers[at + 1] ?? '']] : [],
    ),
  };
}

function ownHeaders({ retention }: Asker): HeaderList {
  return Object.entries(retention.headers ?? {});
}

function freshKey(): string {
  return randomBytes(16).toString('hex');
}

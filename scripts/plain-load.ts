import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Credential, freshApiKey, freshToken, get, withApiKey, withToken } from './fleet-credentials.ts';
import { type RunningProcess, truthOf } from './fleet-run.ts';
import type { Keeps, LibraryService } from './library-plan.ts';

/** Fills every cache of the services that has a bound, and everything that the first requests of a process make. */
const WARM_REQUESTS = 3_000;
const REQUESTS = 6_000;
const CONCURRENCY = 8;
/** A limit for each credential refuses the one that is asked with again and again. */
const ANSWERS = [200, 429];
/** Longer than the windows of those that release. */
const SILENCE_MS = 7_000;
/** Less than this a credential is noise of the heap, bytes. */
const LEAST_BYTES = 64;
/** What a process makes at its first requests is less, divided by these, bytes. */
const LEAST_FILLED_BYTES = 256;
const KEPT_IF_ABOVE = 0.5;

/** What a load without any cleverness finds: heap before and after, divided by what was sent. */
export interface PlainTruth {
  readonly keeps: Keeps;
  /** Bytes for each fresh credential while they come in. */
  readonly bytes: number;
}

/** A service under 18,000 requests: fresh credentials in two parts, silence, one credential again and again. */
export async function plainLoad(
  running: RunningProcess,
  service: LibraryService,
  credentialBytes: number,
  jwtSecret: string,
): Promise<PlainTruth> {
  const fresh = callersOf(service, credentialBytes, jwtSecret);
  const same = fresh();
  const { path } = service;
  const start = await bytesIn(running);
  await send(running, path, fresh, WARM_REQUESTS);
  const first = await bytesIn(running);
  await send(running, path, fresh, REQUESTS);
  const second = await bytesIn(running);
  await send(running, path, fresh, REQUESTS);
  const third = await bytesIn(running);
  await sleep(SILENCE_MS);
  // Some stores clear only when they are asked.
  await send(running, path, () => same, CONCURRENCY);
  const silent = await bytesIn(running);
  await send(running, path, () => same, REQUESTS);
  const repeated = await bytesIn(running);
  const perFresh = (third - first) / (2 * REQUESTS);
  const perRequest = (repeated - silent) / REQUESTS;
  const keeps = (): Keeps => {
    const isReleased = (third - silent) / Math.max(1, third - start) > KEPT_IF_ABOVE;
    if (isReleased && perFresh >= LEAST_BYTES) return 'released-after-idle';
    if (perFresh < LEAST_BYTES || (third - second) / REQUESTS < LEAST_BYTES)
      return (first - start) / WARM_REQUESTS < LEAST_FILLED_BYTES ? 'no-retention' : 'bounded-plateau';
    return perRequest > KEPT_IF_ABOVE * perFresh ? 'per-request-growth' : 'unbounded-growth';
  };
  return { keeps: keeps(), bytes: Math.round(perFresh) };
}

/** The heap after a collection, or resident memory where the runtime can not tell. */
async function bytesIn(running: RunningProcess): Promise<number> {
  const { heapBytes } = await truthOf(running);
  if (typeof heapBytes === 'number') return heapBytes;
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${running.pid}/status`, 'utf8'))?.[1];
  return Number(resident) * 1_024;
}

function callersOf({ credential }: LibraryService, bytes: number, secret: string): () => Credential {
  return () => (credential === 'jwt' ? withToken(freshToken(secret, bytes)) : withApiKey(freshApiKey(bytes)));
}

async function send(running: RunningProcess, path: string, caller: () => Credential, count: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const sender = async () => {
    for (let sent = 0; sent < count / CONCURRENCY; sent += 1) {
      const status = await get(running, path, caller(), agent);
      if (!ANSWERS.includes(status ?? 0)) throw new Error(`${path} answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sender)).finally(() => agent.destroy());
}

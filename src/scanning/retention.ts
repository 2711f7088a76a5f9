import { randomBytes } from 'node:crypto';
import { resourceRetention } from '../checks/resource-retention.ts';
import { EVERYTHING, forbidden } from '../checks/selection.ts';
import type { Surface } from '../discovery/surface.ts';
import { ScanError } from '../errors.ts';
import { isLoopback } from '../http/proxy.ts';
import type { Session } from '../http/session.ts';
import { credentialSlots } from '../places/credential-slots.ts';
import type { OperationOutcome } from '../result.ts';
import type { CredentialPlace } from '../retention/arms/arm.ts';
import { speakerWith } from '../retention/arms/arm.ts';
import { isElastic } from '../retention/arms/make-arm.ts';
import { checkOptions } from '../retention/options.ts';
import type { Target } from '../target.ts';
import type { RetentionRequest, ScanOptions } from './options.ts';
import { type Endpoint, endpointsToAsk, gravestOf, leftFor, namedEndpoints } from './retention-endpoints.ts';
import { asScanError } from './retention-failure.ts';
import type { RetentionRun } from './retention-runs.ts';

/**
 * Refuses a retention probe that could not be run anyway, before the first request of the scan.
 * @throws ScanError
 */
export function checkRetention(options: ScanOptions, target: Target): void {
  const { retention } = options;
  if (retention === undefined) return;
  if (options.transport || options.addressGuard) {
    throw new ScanError(
      'invalid-option',
      'The retention probe opens connections of its own, which a replaced or guarded network does not allow.',
    );
  }
  try {
    isElastic(checkOptions({ ...retention, url: retention.url ?? target.url }));
  } catch (error) {
    throw asScanError(error);
  }
}

export interface Alone {
  readonly options: ScanOptions;
  readonly retention: RetentionRequest;
  readonly surface: Surface;
  readonly session: Session;
  readonly operations: readonly OperationOutcome[];
  /** Why the scan has already ended early. */
  readonly partial?: string | undefined;
}

/** Runs the probe when every check is done, so that nothing else moves the target's memory. Never throws. */
export async function probeAlone(alone: Alone): Promise<RetentionRun> {
  const { options, retention, surface, operations } = alone;
  const selection = options.selection ?? EVERYTHING;
  if (alone.partial !== undefined)
    return { status: 'skipped', reason: `the scan had ended: ${alone.partial}` };
  if (selection.exclude.includes(resourceRetention.id))
    return { status: 'skipped', reason: 'excluded by the user' };
  const endpoints = retention.url ? [{ url: retention.url }] : endpointsToAsk(surface, operations);
  const method = retention.method ?? 'GET';
  const allowed = endpoints.filter(({ url }) => !forbidden(selection, method, new URL(url).pathname));
  if (allowed.length === 0)
    return {
      status: 'skipped',
      reason: `${endpoints.map(({ url }) => `${method} ${new URL(url).pathname}`).join(', ')}: excluded by the user`,
    };
  const asked: Ran[] = [];
  try {
    for (const endpoint of allowed) {
      const mostRequests = leftFor(asked.map(({ result }) => result));
      if (mostRequests === undefined) break;
      asked.push(await ask(alone, endpoint, mostRequests));
    }
  } catch (error) {
    if (asked.length === 0)
      return { status: 'errored', reason: error instanceof Error ? error.message : String(error) };
  }
  const ran = gravestOf(asked as [Ran, ...Ran[]]);
  const said = namedEndpoints(
    asked.map(({ result }) => result),
    operations.filter(({ status }) => status === 'unauthorized').length,
  );
  return { ...ran, result: { ...ran.result, advice: [...said, ...ran.result.advice] } };
}

type Ran = Extract<RetentionRun, { status: 'ran' }>;

async function ask(
  { options, retention, surface, session }: Alone,
  endpoint: Endpoint,
  mostRequests: number,
): Promise<Ran> {
  const selection = options.selection ?? EVERYTHING;
  const method = retention.method ?? 'GET';
  const place = retention.place ?? placeOf(surface);
  const holder = options.identities?.find(({ tls }) => tls);
  const tls = holder?.tls;
  const proof = {
    exchange: await (holder
      ? session.client.as({ name: holder.name, credentials: [], tls })
      : session.client
    ).once(oneOfThem(endpoint.url, method, place, retention.headers ?? {})),
    note: 'a request like each of those that the probe sent: the same but for the credential, which was never issued',
  };
  // Loaded only now: most scans never need it.
  const { probeRetention } = await import('../retention/probe.ts');
  const result = await probeRetention(
    {
      ...retention,
      url: endpoint.url,
      place,
      mostRequests,
      ca: options.ca,
      verify: !(options.trustAnyCertificate ?? isLoopback(surface.target.hostname)),
      tls: tls && { cert: tls.cert, key: tls.key },
      memory: {
        ...retention.memory,
        ...(forbidden(selection, 'GET', '/metrics') ? { discover: false } : {}),
      },
    },
    { signal: options.signal, onEvent: (event) => options.onEvent?.({ type: 'retention', event }) },
  );
  await options.onEvent?.({ type: 'retention-measured', result });
  return { status: 'ran', result, proof, ...(endpoint.operation ? { operation: endpoint.operation } : {}) };
}

/** Where the document, the user's credential or the service's answers say that a credential goes. */
function placeOf(surface: Surface): CredentialPlace | undefined {
  const [[name, prefix] = ['authorization', 'Bearer ']] = credentialSlots(surface)[0]?.with('') ?? [];
  return { in: 'header', name: name.toLowerCase(), prefix };
}

function oneOfThem(
  url: string,
  method: string,
  place: CredentialPlace | undefined,
  headers: Readonly<Record<string, string>>,
) {
  const key = randomBytes(16).toString('hex');
  const speaker = speakerWith(new URL(url), place ?? { in: 'header', name: 'authorization' }, key, headers);
  const pairs = speaker.headers.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, speaker.headers[at + 1] ?? '']] : [],
  );
  return { method, url: new URL(speaker.path, url).href, headers: pairs };
}

import { resourceRetention } from '../checks/resource-retention.ts';
import { EVERYTHING, forbidden } from '../checks/selection.ts';
import type { Cuts } from '../cuts.ts';
import type { Surface } from '../discovery/surface.ts';
import { ScanError } from '../errors.ts';
import { isLoopback } from '../http/proxy.ts';
import type { Session } from '../http/session.ts';
import type { OperationOutcome } from '../result.ts';
import { isElastic } from '../retention/arms/make-arm.ts';
import { checkOptions } from '../retention/options.ts';
import type { RetentionResult } from '../retention/result.ts';
import type { Target } from '../target.ts';
import type { RetentionRequest, ScanOptions } from './options.ts';
import { MOST_MEASURED, MOST_UNKNOWN, shareOf } from './retention-budget.ts';
import { type Endpoint, inOrder, readableEndpoints } from './retention-endpoints.ts';
import { asScanError } from './retention-failure.ts';
import { type Answering, firstAnswer, type Silent } from './retention-first-answers.ts';
import type { Measured, RetentionRun } from './retention-runs.ts';

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
  /** As the exploration left it: with the values that fill its requests. */
  readonly surface: Surface;
  readonly session: Session;
  readonly operations: readonly OperationOutcome[];
  readonly cuts: Cuts;
  /** Why the scan has already ended early. */
  readonly partial?: string | undefined;
}

const NOTHING_TO_ASK =
  'no operation is known that takes a credential: name one with --retention-endpoint, or give the document with --spec';

/** Runs the probe when every check is done, so that nothing else moves the target's memory. Never throws. */
export async function probeAlone(alone: Alone): Promise<RetentionRun> {
  if (alone.partial !== undefined)
    return { status: 'skipped', reason: `the scan had ended: ${alone.partial}` };
  const selection = alone.options.selection ?? EVERYTHING;
  if (selection.exclude.includes(resourceRetention.id))
    return { status: 'skipped', reason: 'excluded by the user' };
  const wanted = wantedEndpoints(alone);
  const method = alone.retention.method ?? 'GET';
  const allowed = wanted.filter(({ url }) => !forbidden(selection, method, new URL(url).pathname));
  if (allowed.length === 0) {
    const excluded = wanted.map(({ url }) => `${method} ${new URL(url).pathname}`).join(', ');
    return {
      status: 'skipped',
      reason: wanted.length === 0 ? NOTHING_TO_ASK : `${excluded}: excluded by the user`,
    };
  }
  return measureInTurn(alone, allowed);
}

function wantedEndpoints({ retention, surface, operations }: Alone): Endpoint[] {
  if (retention.url) return [{ url: retention.url, takes: 'named' }];
  return readableEndpoints(surface, operations);
}

/** First one answer of each, then the surest and cheapest in turn, within one budget. */
async function measureInTurn(alone: Alone, allowed: readonly Endpoint[]): Promise<RetentionRun> {
  const { chosen, unfit } = await chooseEndpoints(alone, allowed);
  const measured: Measured[] = [];
  const unmeasured: Silent[] = [...unfit];
  const started = performance.now();
  for (const [at, endpoint] of chosen.entries()) {
    const results = measured.map(({ result }) => result);
    const share = shareOf({ results, seconds: (performance.now() - started) / 1_000 }, chosen.length - at);
    if (typeof share === 'string') unmeasured.push({ ...endpoint, reason: share });
    else {
      try {
        measured.push({ ...endpoint, result: await measure(alone, endpoint, share) });
      } catch (error) {
        unmeasured.push({ ...endpoint, reason: error instanceof Error ? error.message : String(error) });
      }
    }
  }
  const [first, ...rest] = measured;
  if (first) return { status: 'ran', measured: [first, ...rest], unmeasured };
  const why = unmeasured.find(({ takes }) => takes !== 'unknown')?.reason ?? NOTHING_TO_ASK;
  return { status: chosen.length > 0 ? 'errored' : 'skipped', reason: why };
}

/** What answers a stranger; open operations that read no credential only where no other takes one. */
async function chooseEndpoints(alone: Alone, allowed: readonly Endpoint[]) {
  const { options, retention, surface, session, cuts } = alone;
  const holder = options.identities?.find(({ tls }) => tls);
  const client = holder?.tls
    ? session.client.as({ name: holder.name, credentials: [], tls: holder.tls })
    : session.client;
  const asker = { surface, client, retention };
  const known = allowed.filter(({ takes }) => takes !== 'unknown');
  const open = allowed.filter(({ takes }) => takes === 'unknown');
  const asked = [
    ...firstOf(cuts, known, MOST_TRIED, TAKING),
    ...firstOf(cuts, open, MOST_TRIED, 'open operations that may read a credential'),
  ];
  const answers: (Answering | Silent)[] = [];
  for (const endpoint of asked) answers.push(await firstAnswer(asker, endpoint));
  const answering = inOrder(
    answers.filter((one) => 'proof' in one),
    surface.target.url,
  );
  const taking = answering.filter(({ takes }) => takes !== 'unknown');
  const chosen =
    taking.length > 0
      ? firstOf(cuts, taking, MOST_MEASURED, TAKING)
      : firstOf(cuts, answering, MOST_UNKNOWN, 'open operations, for memory');
  const unfit = answers.filter((one): one is Silent => 'reason' in one && one.takes !== 'unknown');
  return { chosen, unfit };
}

/** One request each finds out which answer, and how fast; up to four where it is open. */
const MOST_TRIED = 40;
const TAKING = 'operations that take a credential, for memory';

function firstOf<One>(cuts: Cuts, list: readonly One[], most: number, what: string): One[] {
  const tested = Math.min(most, list.length);
  cuts.add({ what, tested, total: list.length, reason: `${most} are asked` });
  return list.slice(0, tested);
}

async function measure(
  { options, retention, surface }: Alone,
  { url, place }: Answering,
  mostRequests: number,
): Promise<RetentionResult> {
  const selection = options.selection ?? EVERYTHING;
  const tls = options.identities?.find((identity) => identity.tls)?.tls;
  // Loaded only now: most scans never need it.
  const { probeRetention } = await import('../retention/probe.ts');
  const result = await probeRetention(
    {
      ...retention,
      url,
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
  return result;
}

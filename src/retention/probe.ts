import type { Arm } from './arms/arm.ts';
import { isElastic, makeArm } from './arms/make-arm.ts';
import { controlPool, poolSizeFor } from './control-pool.ts';
import { drive } from './driver.ts';
import { RetentionError } from './errors.ts';
import type { RetentionEvent } from './events.ts';
import { judgeTrace } from './judge.ts';
import { connectionLoader } from './load/connection-loader.ts';
import type { Loader, Reach } from './load/loader.ts';
import { poolLoader } from './load/pool-loader.ts';
import type { PageAccess } from './memory/fetch-text.ts';
import { findMemorySource } from './memory/find-source.ts';
import type { MemorySource } from './memory/memory-source.ts';
import { type CheckedOptions, checkOptions, type RetentionOptions } from './options.ts';
import {
  CERTIFICATE_SIZES,
  CREDENTIAL_SIZES,
  LIMITS,
  leastResolved,
  leastUsefulRate,
  planRun,
  planWithLongest,
} from './plan.ts';
import { type Preflight, preflight } from './preflight.ts';
import { findLimit, type RateLimit } from './rate-limit/find-limit.ts';
import { noRunFits, slowerPlan } from './rate-limit/limit-words.ts';
import { shutStore } from './rate-limit/shut-store.ts';
import { Recorder } from './recorder.ts';
import { probeResidency } from './residency/probe-residency.ts';
import type { RetentionResult } from './result.ts';
import { Safety } from './safety.ts';
import { median } from './statistics.ts';

export interface ProbeHooks {
  readonly onEvent?: ((event: RetentionEvent) => void) | undefined;
  /** Ends the run with what is known so far. */
  readonly signal?: AbortSignal | undefined;
}

const FIRST_READINGS = 5;

/**
 * Asks a running service whether it keeps memory per credential. With a memory source it measures bytes; without one
 * it tells by answers alone whether state is kept. Rejects with RetentionError when it can not begin; once it has
 * begun, every end is a result.
 */
export async function probeRetention(
  options: RetentionOptions,
  hooks: ProbeHooks = {},
): Promise<RetentionResult> {
  const checked = checkOptions(options);
  const onEvent = hooks.onEvent ?? (() => {});
  const signal = hooks.signal ?? new AbortController().signal;
  const source =
    options.source ??
    (await findMemorySource(checked.target, { ...options.memory, access: accessOf(options) }));
  const reach: Reach = {
    url: checked.target,
    method: checked.method,
    ca: options.ca,
    verify: options.verify,
    tls: options.tls,
    limitHeader: options.limitHeader,
  };
  const pool = await poolLoader(reach);
  const loaders = { pool, connections: connectionLoader(reach) };
  try {
    if (source === undefined)
      return await probeResidency({ options: checked, loader: pool, onEvent, signal });
    onEvent({ kind: 'source', name: source.name, memoryClass: source.memoryClass, runtime: source.runtime });
    return await probeMemory(checked, source, loaders, onEvent, signal);
  } finally {
    source?.close?.();
    await pool.close();
  }
}

/** Pages beside the load are asked with the same trust and client certificate, and with headers of their own. */
function accessOf({ memory, ca, verify, tls }: RetentionOptions): PageAccess {
  return { headers: memory?.pageHeaders, ca, verify, tls };
}

interface Loaders {
  readonly pool: Loader;
  readonly connections: Loader;
}

async function probeMemory(
  options: CheckedOptions,
  source: MemorySource,
  loaders: Loaders,
  onEvent: (event: RetentionEvent) => void,
  signal: AbortSignal,
): Promise<RetentionResult> {
  const loaderFor = (arm: Arm, fresh: boolean) =>
    (fresh ? arm.newConnection.fresh : arm.newConnection.same) ? loaders.connections : loaders.pool;
  const sizes = options.arm === 'certificate' ? CERTIFICATE_SIZES : CREDENTIAL_SIZES;
  const ready = await preflight({
    makeArm: (bytes) => makeArm(options, bytes),
    sizes,
    elastic: isElastic(options),
    loaderFor,
    leastPerSecond: leastUsefulRate(options.profile, options.arm, sizes[0]),
    limitHeader: options.limitHeader,
    signal,
  });
  const run = { options, source, ready, loaderFor, onEvent, signal };
  let before: Before = { limit: ready.limit, requests: ready.requests, identities: 0 };
  for (let again = 0; ; again++) {
    const attempt = await probeOnce(run, before);
    const limit = again < SLOWER_PLANS ? await attempt.limitMet() : undefined;
    if (limit === undefined) return attempt.finish();
    onEvent({ kind: 'note', text: 'the target limits its callers: a slower plan' });
    const { requests, identities } = attempt.result;
    before = {
      limit,
      requests: before.requests + requests,
      identities: before.identities + identities,
    };
  }
}

/** After so many, a limit that still is met is no limit that can be learned. */
const SLOWER_PLANS = 2;

/** What is known and used up when a plan is made. */
interface Before {
  readonly limit: RateLimit | undefined;
  readonly requests: number;
  readonly identities: number;
}

interface RunInput {
  readonly options: CheckedOptions;
  readonly source: MemorySource;
  readonly ready: Preflight;
  readonly loaderFor: (arm: Arm, fresh: boolean) => Loader;
  readonly onEvent: (event: RetentionEvent) => void;
  readonly signal: AbortSignal;
}

/** One plan, driven to its end or to the reason that ended it. */
async function probeOnce(
  { options, source, ready, loaderFor, onEvent, signal }: RunInput,
  before: Before,
): Promise<{
  readonly result: RetentionResult;
  /** A limit that ended it and that a slower plan could respect. */
  limitMet(): Promise<RateLimit | undefined>;
  finish(): Promise<RetentionResult>;
}> {
  const elastic = isElastic(options);
  const { limit } = before;
  const mostRequests = Math.min(
    options.mostRequests ?? Number.POSITIVE_INFINITY,
    limit?.left ?? Number.POSITIVE_INFINITY,
  );
  const input = {
    arm: options.arm,
    profile: options.profile,
    capacity: ready.capacity,
    credentialBytes: ready.arm.credentialBytes,
    mostIdentities: ready.arm.mostIdentities - before.identities,
    pinnedIdentities: before.identities,
    idleSeconds: options.idleSeconds,
    mostRequests: Number.isFinite(mostRequests) ? mostRequests - before.requests : undefined,
    limitPerSecond: limit?.perSecond,
    perCredential: ready.perCredential,
    byCollection: source.collect !== undefined,
  };
  const planned = (more: object) =>
    elastic ? planWithLongest({ ...input, ...more }) : { ...input, plan: planRun({ ...input, ...more }) };
  const { plan, credentialBytes } = planned({});
  const unlimited = planned({ limitPerSecond: undefined, mostRequests: options.mostRequests }).plan;
  const arm =
    credentialBytes < ready.arm.credentialBytes ? await makeArm(options, credentialBytes) : ready.arm;
  const least = leastUsefulRate(options.profile, options.arm, arm.credentialBytes);
  const fits =
    limit === undefined ||
    (limit.perSecond >= least && leastResolved(plan) < arm.credentialBytes && limit.left !== 0);
  const slower = limit && fits && plan.identities < unlimited.identities;
  const control = await controlPool(arm, poolSizeFor(plan, ready.perCredential));
  const recorder = new Recorder(
    {
      target: `${options.target.origin}${options.target.pathname}`,
      arm: options.arm,
      memoryClass: source.memoryClass,
      runtime: source.runtime,
      source: source.name,
      profile: options.profile,
      credentialBytes: arm.credentialBytes,
    },
    [...ready.notes, ...(slower ? [slowerPlan(limit, plan, unlimited)] : [])],
  );
  const safety = new Safety({
    expectedStatus: ready.status,
    credentialBytes: arm.credentialBytes,
    pins: options.arm !== 'connection' && options.arm !== 'same-credential',
    startBytes: await firstLevel(source),
    heap: source.memoryClass === 'B' || source.memoryClass === 'C',
    mostRequests:
      Math.min(plan.extraWave ? LIMITS.requestsWithExtraWave : LIMITS.requests, mostRequests) -
      before.requests,
  });
  const abort = () => safety.halt('aborted', 'stopped by the user');
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  onEvent({
    kind: 'plan',
    requests: plan.requests,
    identities: plan.identities,
    rate: plan.rate,
    credentialBytes: arm.credentialBytes,
  });
  if (limit !== undefined && !fits) safety.halt('rate-limited', noRunFits(limit, least));
  if (ready.shut)
    safety.halt('rate-limited', 'new credentials are refused (429) while a known one is served');
  // The first that the target ever saw, unless it is at its own limit.
  const known = () => (ready.perCredential === undefined ? ready.arm.same : control.next());
  const drivenLoaders = { same: loaderFor(arm, false), fresh: loaderFor(arm, true) };
  const since = performance.now() / 1_000;
  const stranger = async () => (await arm.fresh(1))[0];
  try {
    const driven = await drive({
      plan,
      arm,
      control,
      loaders: drivenLoaders,
      source,
      safety,
      recorder,
      onEvent,
    });
    const seen = source.notes?.(recorder.identities + control.size) ?? [];
    const trace = { ...driven, notes: [...driven.notes, ...seen] };
    const result = judgeTrace(trace);
    return {
      result,
      async limitMet() {
        if (result.stopped?.code !== 'rate-limited' || !fits || signal.aborted) return undefined;
        const ask = () => drivenLoaders.same.send(known());
        const answer = await ask().catch(() => undefined);
        if (answer === undefined) return undefined;
        // Strangers alone are refused: that is no matter of pace.
        const fresh = await stranger();
        if (answer.status !== 429 && fresh && (await drivenLoaders.fresh.send(fresh)).status === 429)
          return undefined;
        return findLimit({
          answer,
          accepted: result.requests,
          since,
          leastPerSecond: least,
          ask,
          limitHeader: options.limitHeader,
          signal,
        });
      },
      async finish() {
        const perhapsShut =
          fits &&
          (result.verdict === 'bounded-plateau' || SHUT_OUT.includes(result.stopped?.code ?? '')) &&
          !signal.aborted;
        const shut =
          perhapsShut &&
          (await shutStore({
            status: ready.status,
            known,
            fresh: stranger,
            loaders: drivenLoaders,
            signal,
            waiting: (seconds) =>
              onEvent({
                kind: 'note',
                text: `new credentials are refused: looking again in ${Math.round(seconds)} s`,
              }),
          }));
        return shut ? judgeTrace({ ...trace, notes: [...trace.notes, shut] }) : result;
      },
    };
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function firstLevel(source: MemorySource): Promise<number> {
  const bytes: number[] = [];
  for (let index = 0; index < FIRST_READINGS; index++) bytes.push((await source.read()).bytes);
  if (bytes.some((value) => !(value > 0)))
    throw new RetentionError('memory-source-unreadable', `${source.name} gives no positive number of bytes.`);
  return median(bytes);
}

/** Ends of a run that a store which turns everyone new away brings about, too. */
const SHUT_OUT = ['rate-limited', 'server-errors'];

import { answerOf } from './answer.ts';
import type { Arm } from './arms/arm.ts';
import { isElastic, makeArm } from './arms/make-arm.ts';
import { drive } from './driver.ts';
import { RetentionError } from './errors.ts';
import type { RetentionEvent } from './events.ts';
import { FAIL_CLOSED_NOTE } from './findings.ts';
import { judgeTrace } from './judge.ts';
import { connectionLoader } from './load/connection-loader.ts';
import type { Loader, Reach } from './load/loader.ts';
import { poolLoader } from './load/pool-loader.ts';
import { findMemorySource } from './memory/find-source.ts';
import type { MemorySource } from './memory/memory-source.ts';
import { type CheckedOptions, checkOptions, type RetentionOptions } from './options.ts';
import { CERTIFICATE_SIZES, CREDENTIAL_SIZES, LIMITS, planRun, planWithLongest } from './plan.ts';
import { type Preflight, preflight } from './preflight.ts';
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
  const source = options.source ?? (await findMemorySource(checked.target, options.memory ?? {}));
  const reach: Reach = {
    url: checked.target,
    method: checked.method,
    ca: options.ca,
    verify: options.verify,
    tls: options.tls,
  };
  const pool = await poolLoader(reach);
  const loaders = { pool, connections: connectionLoader(reach) };
  try {
    if (source === undefined)
      return await probeResidency({ options: checked, loader: pool, onEvent, signal });
    onEvent({ kind: 'source', name: source.name, memoryClass: source.memoryClass, runtime: source.runtime });
    const result = await probeMemory(checked, source, loaders, onEvent, signal);
    return await answerOf(result, checked, source, loaders.pool);
  } finally {
    await pool.close();
  }
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
  const elastic = isElastic(options);
  const ready = await preflight({
    makeArm: (bytes) => makeArm(options, bytes),
    sizes: options.arm === 'certificate' ? CERTIFICATE_SIZES : CREDENTIAL_SIZES,
    elastic,
    loaderFor,
    signal,
  });
  const input = {
    arm: options.arm,
    profile: options.profile,
    capacity: ready.capacity,
    credentialBytes: ready.arm.credentialBytes,
    mostIdentities: ready.arm.mostIdentities,
    idleSeconds: options.idleSeconds,
    mostRequests: options.mostRequests && options.mostRequests - ready.requests,
    byCollection: source.collect !== undefined,
  };
  const { plan, credentialBytes } = elastic ? planWithLongest(input) : { plan: planRun(input), ...input };
  const arm =
    credentialBytes < ready.arm.credentialBytes ? await makeArm(options, credentialBytes) : ready.arm;
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
    ready.notes,
  );
  const safety = new Safety({
    expectedStatus: ready.status,
    credentialBytes: arm.credentialBytes,
    pins: options.arm !== 'connection' && options.arm !== 'same-credential',
    startBytes: await firstLevel(source),
    heap: source.memoryClass === 'B' || source.memoryClass === 'C',
    mostRequests:
      Math.min(
        plan.extraWave ? LIMITS.requestsWithExtraWave : LIMITS.requests,
        options.mostRequests ?? Number.POSITIVE_INFINITY,
      ) - ready.requests,
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
  if (ready.limited)
    safety.halt(
      'rate-limited',
      'the target limits even one client with one credential (429), which slows a leak down',
    );
  try {
    const same = loaderFor(arm, false);
    const trace = await drive({
      plan,
      arm,
      loaders: { same, fresh: loaderFor(arm, true) },
      source,
      safety,
      recorder,
      onEvent,
    });
    const result = judgeTrace(trace);
    const perhapsShut = result.verdict === 'bounded-plateau' || SHUT_OUT.includes(result.stopped?.code ?? '');
    const shut =
      perhapsShut &&
      !ready.limited &&
      !signal.aborted &&
      (await failClosed({ ...ready, arm }, { same, fresh: loaderFor(arm, true) }));
    return shut ? judgeTrace({ ...trace, notes: [...trace.notes, shut] }) : result;
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
/** A limit per client or second refuses the known credential as well, or neither; one answer could be luck. */
const ROUNDS = 3;

/** A full store that refuses everyone new is a lock-out: the known credential gets the ordinary answer, no fresh one does. */
async function failClosed(
  { arm, status }: Preflight,
  loaders: { readonly same: Loader; readonly fresh: Loader },
): Promise<string | undefined> {
  try {
    let refusal = 0;
    for (const speaker of await arm.fresh(ROUNDS)) {
      refusal = (await loaders.fresh.send(speaker)).status;
      if (refusal !== 429 && refusal !== 503) return undefined;
      if ((await loaders.same.send(arm.same)).status !== status) return undefined;
    }
    return refusal === 0
      ? undefined
      : `${FAIL_CLOSED_NOTE} ${refusal} after ${status} was the ordinary answer, which the known one still gets: a bounded store is full.`;
  } catch {
    return undefined;
  }
}

import type { Arm } from './arms/arm.ts';
import { FRESH_THINGS } from './arms/fresh-things.ts';
import { isElastic, makeArm } from './arms/make-arm.ts';
import { openSupply } from './credentials/open-supply.ts';
import { planSupplied } from './credentials/plan-supplied.ts';
import type { Supply } from './credentials/supply.ts';
import { drive } from './driver.ts';
import { RetentionError } from './errors.ts';
import type { RetentionEvent } from './events.ts';
import { FAIL_CLOSED_NOTE } from './findings.ts';
import { judgeTrace } from './judge.ts';
import type { Loader, Reach } from './load/loader.ts';
import { type Loaders, openLoaders } from './load/open-loaders.ts';
import { wantsCertificate } from './load/wants-certificate.ts';
import { findMemorySource } from './memory/find-source.ts';
import type { MemorySource } from './memory/memory-source.ts';
import { type CheckedOptions, checkOptions, type RetentionOptions } from './options.ts';
import { CERTIFICATE_SIZES, CREDENTIAL_SIZES, LIMITS, type PlanInput, planWithLongest } from './plan.ts';
import { planSoak } from './plan-soak.ts';
import { type Preflight, preflight } from './preflight.ts';
import { Recorder } from './recorder.ts';
import { probeResidency } from './residency/probe-residency.ts';
import type { RetentionResult } from './result.ts';
import { Safety } from './safety.ts';
import { median } from './statistics.ts';
import { watchTarget } from './watch.ts';

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
  if (options.watch || options.durationSeconds !== undefined) needsMemory(source, options);
  if (options.watch && source) {
    onEvent({ kind: 'source', name: source.name, memoryClass: source.memoryClass, runtime: source.runtime });
    return judgeTrace(await watchTarget({ options: checked, source, onEvent, signal }));
  }
  const reach: Reach = {
    url: checked.target,
    method: checked.method,
    ca: options.ca,
    verify: options.verify,
    tls: options.tls,
    socketPath: checked.socketPath,
    hello: options.hello,
  };
  const supply = await openSupply(checked, reach, signal);
  const loaders = await openLoaders(reach, checked.wires);
  let result: RetentionResult;
  let left: readonly string[] = [];
  try {
    if (source === undefined)
      result = await probeResidency({ options: checked, supply, loader: loaders.same, onEvent, signal });
    else {
      onEvent({
        kind: 'source',
        name: source.name,
        memoryClass: source.memoryClass,
        runtime: source.runtime,
      });
      result = await probeMemory(checked, supply, source, loaders, onEvent, signal);
    }
  } catch (error) {
    throw await certificateHint(error, reach);
  } finally {
    await loaders.close();
    left = (await supply.close?.()) ?? [];
  }
  return { ...result, advice: [...result.advice, ...left] };
}

function needsMemory(source: MemorySource | undefined, { watch }: RetentionOptions): void {
  if (source === undefined)
    throw new RetentionError(
      'memory-source-unreadable',
      `${watch ? '--watch' : '--duration'} needs memory that can be read: --pid, --metrics, --cgroup or --memory-command.`,
    );
}

/** A server that wants a client certificate refuses in many ways; asked once more by hand, it says so. */
async function certificateHint(error: unknown, reach: Reach): Promise<unknown> {
  const refused = error instanceof RetentionError && /^target-/.test(error.code);
  if (!refused || reach.url.protocol !== 'https:' || reach.tls !== undefined) return error;
  if (!(await wantsCertificate(reach))) return error;
  return new RetentionError(
    'target-unfit',
    'The target wants a client certificate: give one with --cert and --key, or a fresh one in each request with --ca-cert and --ca-key.',
    error,
  );
}

async function probeMemory(
  options: CheckedOptions,
  supply: Supply,
  source: MemorySource,
  loaders: Loaders,
  onEvent: (event: RetentionEvent) => void,
  signal: AbortSignal,
): Promise<RetentionResult> {
  const loaderFor = (_arm: Arm, fresh: boolean) => (fresh ? loaders.fresh : loaders.same);
  const elastic = isElastic(options);
  const ready = await preflight({
    method: options.method,
    path: options.target.pathname,
    makeArm: (bytes) => makeArm(options, supply, bytes),
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
  const { durationSeconds } = options;
  const soak = (planned: PlanInput) =>
    planSoak({ ...planned, seconds: durationSeconds ?? 0, elastic, byCollection: input.byCollection });
  const { plan, credentialBytes, note } = elastic
    ? { ...(durationSeconds === undefined ? planWithLongest(input) : soak(input)), note: undefined }
    : {
        ...(await planSupplied(input, supply, durationSeconds ? (planned) => soak(planned).plan : undefined)),
        credentialBytes: input.credentialBytes,
      };
  const arm =
    credentialBytes < ready.arm.credentialBytes ? await makeArm(options, supply, credentialBytes) : ready.arm;
  const recorder = new Recorder(
    {
      target: `${options.target.origin}${options.target.pathname}`,
      arm: options.arm,
      memoryClass: source.memoryClass,
      runtime: source.runtime,
      source: source.name,
      profile: plan.profile,
      credentialBytes: arm.credentialBytes,
    },
    note === undefined ? ready.notes : [...ready.notes, note],
  );
  const safety = new Safety({
    expectedStatus: ready.status,
    credentialBytes: arm.credentialBytes,
    pins: FRESH_THINGS[options.arm].pins,
    startBytes: await firstLevel(source),
    mostSeconds: durationSeconds && durationSeconds * 1.1 + 30,
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
      seconds: durationSeconds,
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

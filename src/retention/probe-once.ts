import type { Arm } from './arms/arm.ts';
import { FRESH_THINGS } from './arms/fresh-things.ts';
import { isElastic, makeArm } from './arms/make-arm.ts';
import { choosePlan, plannerFor } from './choose-plan.ts';
import { controlPool, poolSizeFor, shareOfSupply } from './control-pool.ts';
import type { Supply } from './credentials/supply.ts';
import { drive } from './driver.ts';
import { RetentionError } from './errors.ts';
import type { RetentionEvent } from './events.ts';
import { judgeTrace } from './judge.ts';
import type { Loader } from './load/loader.ts';
import type { MemorySource } from './memory/memory-source.ts';
import type { CheckedOptions } from './options.ts';
import { LIMITS, leastResolved, leastUsefulRate } from './plan.ts';
import { OTHERS, type Preflight } from './preflight.ts';
import { findLimit, type RateLimit } from './rate-limit/find-limit.ts';
import { noRunFits, slowerPlan } from './rate-limit/limit-words.ts';
import { shutStore } from './rate-limit/shut-store.ts';
import { isRefusedForNow } from './rate-limit/told.ts';
import { Recorder } from './recorder.ts';
import type { RetentionResult } from './result.ts';
import { roomOnPage } from './room-on-page.ts';
import { Safety } from './safety.ts';
import { median } from './statistics.ts';

const FIRST_READINGS = 5;
/** Ends of a run that a store which turns everyone new away brings about, too. */
const SHUT_OUT = ['rate-limited', 'server-errors'];

/** What is known and used up when a plan is made. */
export interface Before {
  readonly limit: RateLimit | undefined;
  readonly requests: number;
  readonly identities: number;
}

export interface RunInput {
  readonly options: CheckedOptions;
  readonly supply: Supply;
  readonly source: MemorySource;
  readonly ready: Preflight;
  readonly loaderFor: (arm: Arm, fresh: boolean) => Loader;
  readonly onEvent: (event: RetentionEvent) => void;
  readonly signal: AbortSignal;
}

/** One plan, driven to its end or to the reason that ended it. */
export async function probeOnce(
  { options, supply, source, ready, loaderFor, onEvent, signal }: RunInput,
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
  const startBytes = await firstLevel(source);
  const page = await source.grownPage?.(OTHERS);
  const room = page && roomOnPage(page, ready.arm.credentialBytes, elastic);
  const supplied = Math.max(0, ready.arm.mostIdentities - before.identities - 2 * shareOfSupply(ready.arm));
  const input = {
    arm: options.arm,
    profile: options.profile,
    capacity: ready.capacity,
    credentialBytes: room?.credentialBytes ?? ready.arm.credentialBytes,
    mostIdentities: Math.min(supplied, room?.mostIdentities ?? supplied),
    pinnedIdentities: before.identities,
    idleSeconds: options.idleSeconds,
    mostRequests: Number.isFinite(mostRequests) ? mostRequests - before.requests : undefined,
    limitPerSecond: limit?.perSecond,
    perCredential: ready.perCredential,
    byCollection: source.collect !== undefined,
    withGarbage: source.memoryClass === 'D',
    fixedLength: options.fixedLength !== undefined,
  };
  const { durationSeconds } = options;
  const wanted = { elastic, durationSeconds };
  const { plan, credentialBytes, note } = await choosePlan(input, { ...wanted, supply });
  const free = { ...input, credentialBytes, limitPerSecond: undefined, mostRequests: options.mostRequests };
  const unlimited = plannerFor(wanted)(free);
  const arm =
    credentialBytes < ready.arm.credentialBytes ? await makeArm(options, supply, credentialBytes) : ready.arm;
  // Slow limits need longer runs.
  const stretch = LIMITS.seconds / Math.max(LIMITS.seconds, durationSeconds ?? 0);
  const least = stretch * leastUsefulRate(options.profile, options.arm, arm.credentialBytes);
  const fits =
    limit === undefined ||
    (limit.perSecond >= least && leastResolved(plan) < arm.credentialBytes && limit.left !== 0);
  const slower = limit && fits && plan.identities < unlimited.identities;
  const control = await controlPool(
    arm,
    Math.min(poolSizeFor(plan, ready.perCredential), shareOfSupply(ready.arm)),
  );
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
    [
      ...ready.notes,
      ...(room ? [room.note] : []),
      ...(slower ? [slowerPlan(limit, plan, unlimited)] : []),
      ...(note === undefined ? [] : [note]),
    ],
  );
  const safety = new Safety({
    expectedStatus: ready.status,
    credentialBytes: arm.credentialBytes,
    pins: FRESH_THINGS[options.arm].pins,
    startBytes,
    mostSeconds: durationSeconds && durationSeconds * 1.1 + 30,
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
    safety.halt('rate-limited', 'new credentials are refused for now while a known one is served');
  // The first that the target ever saw, unless it is at its own limit.
  const known = () => (ready.perCredential === undefined ? ready.arm.same : control.next());
  const drivenLoaders = { same: loaderFor(arm, false), fresh: loaderFor(arm, true) };
  const since = performance.now() / 1_000;
  const stranger = async () => (await arm.fresh(1))[0];
  try {
    const trace = await drive({
      plan,
      arm,
      control,
      loaders: drivenLoaders,
      source,
      safety,
      recorder,
      onEvent,
      seconds: durationSeconds,
    });
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
        if (!isRefusedForNow(answer) && fresh && isRefusedForNow(await drivenLoaders.fresh.send(fresh)))
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

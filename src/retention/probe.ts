import type { Arm } from './arms/arm.ts';
import { isElastic, makeArm } from './arms/make-arm.ts';
import { capacityOf, completed } from './complete-result.ts';
import { openSupply } from './credentials/open-supply.ts';
import type { Supply } from './credentials/supply.ts';
import { RetentionError } from './errors.ts';
import type { RetentionEvent } from './events.ts';
import { judgeTrace } from './judge.ts';
import type { Reach } from './load/loader.ts';
import { type Loaders, openLoaders } from './load/open-loaders.ts';
import { wantsCertificate } from './load/wants-certificate.ts';
import { memoryBehindSocket } from './memory/behind-socket.ts';
import type { PageAccess } from './memory/fetch-text.ts';
import { findMemorySource } from './memory/find-source.ts';
import type { MemorySource } from './memory/memory-source.ts';
import { type CheckedOptions, checkOptions, type RetentionOptions } from './options.ts';
import { leastUsefulRate, sizesFor } from './plan.ts';
import { preflight } from './preflight.ts';
import { type Before, probeOnce } from './probe-once.ts';
import { probeResidency } from './residency/probe-residency.ts';
import type { RetentionResult } from './result.ts';
import { watchTarget } from './watch.ts';

export interface ProbeHooks {
  readonly onEvent?: ((event: RetentionEvent) => void) | undefined;
  /** Ends the run with what is known so far. */
  readonly signal?: AbortSignal | undefined;
}

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
  const told = { ...options.memory, access: accessOf(options) };
  const memory = checked.socketPath === undefined ? told : memoryBehindSocket(checked.socketPath, told);
  const source = options.source ?? (await findMemorySource(checked.target, memory));
  if (options.watch || options.durationSeconds !== undefined) needsMemory(source, options);
  if (source)
    onEvent({ kind: 'source', name: source.name, memoryClass: source.memoryClass, runtime: source.runtime });
  try {
    return options.watch && source
      ? judgeTrace({
          ...(await watchTarget({ options: checked, source, access: told.access, onEvent, signal })),
          ...(await capacityOf(checked, source)),
        })
      : await probeUnderLoad(checked, source, onEvent, signal);
  } finally {
    source?.close?.();
  }
}

async function probeUnderLoad(
  checked: CheckedOptions,
  source: MemorySource | undefined,
  onEvent: (event: RetentionEvent) => void,
  signal: AbortSignal,
): Promise<RetentionResult> {
  const reach: Reach = {
    url: checked.target,
    method: checked.method,
    ca: checked.ca,
    verify: checked.verify,
    tls: checked.tls,
    limitHeader: checked.limitHeader,
    socketPath: checked.socketPath,
    hello: checked.hello,
  };
  const supply = await openSupply(checked, reach, signal);
  let result: RetentionResult;
  let left: readonly string[] = [];
  try {
    const loaders = await openLoaders(reach, checked.wires);
    try {
      if (source === undefined)
        result = await probeResidency({ options: checked, supply, loader: loaders.same, onEvent, signal });
      else {
        const measured = await probeMemory(checked, supply, source, loaders, onEvent, signal);
        result = await completed(measured, { options: checked, supply, source, loader: loaders.same });
      }
    } finally {
      await loaders.close();
    }
  } catch (error) {
    throw await certificateHint(error, reach);
  } finally {
    left = (await supply.close?.()) ?? [];
  }
  return { ...result, advice: [...result.advice, ...left] };
}

/** Pages beside the load are asked with the same trust and client certificate, and with headers of their own. */
function accessOf({ memory, ca, verify, tls }: RetentionOptions): PageAccess {
  return { headers: memory?.pageHeaders, ca, verify, tls };
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
  const { fixedLength } = options;
  const sizes = fixedLength === undefined ? sizesFor(options.arm) : ([fixedLength] as const);
  const ready = await preflight({
    method: options.method,
    path: options.target.pathname,
    makeArm: (bytes) => makeArm(options, supply, bytes),
    sizes,
    elastic: isElastic(options),
    loaderFor,
    leastPerSecond: leastUsefulRate(options.profile, options.arm, sizes[0]),
    limitHeader: options.limitHeader,
    signal,
  });
  const run = { options, supply, source, ready, loaderFor, onEvent, signal };
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

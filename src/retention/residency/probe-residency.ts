import { setTimeout as sleep } from 'node:timers/promises';
import { isElastic, makeArm } from '../arms/make-arm.ts';
import type { Supply } from '../credentials/supply.ts';
import { RetentionError } from '../errors.ts';
import type { RetentionEvent } from '../events.ts';
import type { Loader } from '../load/loader.ts';
import type { CheckedOptions } from '../options.ts';
import { LIMITS } from '../plan.ts';
import { preflight } from '../preflight.ts';
import type { ResidencyFacts, RetentionResult } from '../result.ts';
import { Safety } from '../safety.ts';
import { Asker } from './asker.ts';
import { concludeResidency } from './conclude.ts';
import { costGrows, findOracle, shareKnown, strangerTimes, warmPanel } from './panels.ts';

/** No memory is read here, so what could stay pinned is kept at 5 MiB. */
const CREDENTIAL_BYTES = 512;
const MOST_IDENTITIES = 10_000;
/** Others met before each look, in total; smaller in a quick run. */
const FLOODS = { full: [500, 3_000, 8_000], quick: [300, 1_500, 3_000] };
const SILENCE_SECONDS = 8;
/** A ladder down from what no service needs to read. */
const LENGTHS = [16_384, 8_192, 4_096, 2_048, 1_024];

interface ResidencyInput {
  readonly options: CheckedOptions;
  readonly supply: Supply;
  readonly loader: Loader;
  readonly onEvent: (event: RetentionEvent) => void;
  readonly signal: AbortSignal;
}

/** Asks by answers alone whether a service keeps state for credentials that it never issued, how much, how long. */
export async function probeResidency({
  options,
  supply,
  loader,
  onEvent,
  signal,
}: ResidencyInput): Promise<RetentionResult> {
  if (options.arm !== 'credential' && options.arm !== 'jwt')
    throw new RetentionError(
      'memory-source-unreadable',
      `The ${options.arm} arm needs a memory source: --pid, --metrics or --memory-command.`,
    );
  const started = performance.now();
  const ready = await preflight({
    method: options.method,
    path: options.target.pathname,
    makeArm: (bytes) => makeArm(options, supply, bytes),
    sizes: [CREDENTIAL_BYTES],
    elastic: isElastic(options),
    loaderFor: () => loader,
    signal,
  });
  const safety = new Safety({
    expectedStatus: ready.status,
    credentialBytes: ready.arm.credentialBytes,
    pins: true,
    startBytes: 0,
    heap: false,
    mostRequests: LIMITS.requests - ready.requests,
  });
  const abort = () => safety.halt('aborted', 'stopped by the user');
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  if (ready.limited)
    safety.halt('rate-limited', 'the target limits even one client with one credential (429)');
  const asker = new Asker(ready.arm, loader, safety);
  const step = (name: string) => onEvent({ kind: 'residency', step: name, identities: asker.identities });
  const rate = Math.max(1, Math.min(LIMITS.requestsPerSecond, ready.capacity / 2));
  try {
    const facts = await look(options, asker, safety, rate, step);
    const { largest, sent } = await largestAccepted(
      options,
      supply,
      ready.arm.credentialBytes,
      ready.status,
      loader,
      safety,
    );
    return concludeResidency({
      target: `${options.target.origin}${options.target.pathname}`,
      arm: options.arm,
      profile: options.profile,
      credentialBytes: ready.arm.credentialBytes,
      identities: asker.identities,
      requests: asker.requests + ready.requests + sent,
      seconds: (performance.now() - started) / 1_000,
      facts: { ...facts, largestAcceptedBytes: largest },
      notes: ready.notes,
      statuses: asker.statuses.mix,
      ...(safety.stopped && { stopped: { ...safety.stopped, at: (performance.now() - started) / 1_000 } }),
    });
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function look(
  options: CheckedOptions,
  asker: Asker,
  safety: Safety,
  rate: number,
  step: (name: string) => void,
): Promise<Omit<ResidencyFacts, 'largestAcceptedBytes'>> {
  step('looking for an oracle');
  const oracle = await findOracle(asker);
  const base = { oracle: oracle.by, ...('auc' in oracle && { auc: oracle.auc }) };
  const floods = FLOODS[options.profile];
  const panels = [];
  if (oracle.by !== 'none') for (const _ of floods) panels.push(await warmPanel(asker));

  step('silence');
  let keptAfterSilence: ResidencyFacts['keptAfterSilence'];
  if (oracle.by !== 'none') {
    const seconds = Math.max(SILENCE_SECONDS, options.idleSeconds ?? 0);
    const panel = await warmPanel(asker);
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until && safety.stopped === undefined) await sleep(100);
    keptAfterSilence = { seconds, fraction: await shareKnown(asker, oracle, panel) };
  }
  const before = await strangerTimes(asker);
  let middle: number[] = before;
  const keptAfter: ResidencyFacts['keptAfter'] = [];
  let flooded = 0;
  for (const [index, others] of floods.entries()) {
    step(`${others.toLocaleString('en')} others`);
    await asker.flood(Math.min(others - flooded, MOST_IDENTITIES - asker.identities - 400), rate);
    flooded = others;
    const panel = panels[index];
    if (oracle.by !== 'none' && panel !== undefined && safety.stopped === undefined)
      keptAfter.push({ identities: others, fraction: await shareKnown(asker, oracle, panel) });
    if (index === 1) middle = await strangerTimes(asker);
  }
  const after = await strangerTimes(asker);
  return {
    ...base,
    keptAfter,
    ...(keptAfterSilence && { keptAfterSilence }),
    costGrowth: costGrows(before, middle, after),
  };
}

/** Longest credential with the ordinary answer, bytes: length is what a leak is multiplied by. */
async function largestAccepted(
  options: CheckedOptions,
  supply: Supply,
  known: number,
  status: number,
  loader: Loader,
  safety: Safety,
) {
  let sent = 0;
  if (!isElastic(options)) return { largest: known, sent };
  for (const bytes of LENGTHS) {
    if (safety.stopped !== undefined) break;
    const arm = await makeArm(options, supply, bytes);
    sent += 1;
    try {
      if ((await loader.send(arm.same)).status === status) return { largest: arm.credentialBytes, sent };
    } catch {
      // A connection that is cut is a refusal of the length.
    }
  }
  return { largest: known, sent };
}

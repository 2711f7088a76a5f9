import { setTimeout as sleep } from 'node:timers/promises';
import { RetentionError } from './errors.ts';
import type { RetentionEvent } from './events.ts';
import type { PageAccess } from './memory/fetch-text.ts';
import type { MemorySource } from './memory/memory-source.ts';
import type { CheckedOptions } from './options.ts';
import { Recorder } from './recorder.ts';
import type { StatusMix } from './status-mix.ts';
import type { RetentionTrace } from './trace.ts';
import { readTraffic, type Traffic } from './traffic.ts';

/** Often enough for a chart, seldom enough for a service at work, seconds. */
const LEAST_SECONDS = 1;
/** A recording that grows beyond this is thinned by half, and read half as often from then on. */
const MOST_SAMPLES = 6_000;
const LOST_READINGS = 5;

export interface Watch {
  readonly options: CheckedOptions;
  readonly source: MemorySource;
  /** Of its metrics page. */
  readonly access: PageAccess;
  readonly onEvent: (event: RetentionEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Records a service under its own traffic and sends it nothing but readings: memory, and the request counters of its
 * metrics page. Ends with the duration, or when the user says so, which is no failure; a replaced process ends it too.
 */
export async function watchTarget({
  options,
  source,
  access,
  onEvent,
  signal,
}: Watch): Promise<RetentionTrace> {
  const page = options.memory?.metrics ?? new URL('/metrics', options.target).href;
  const counted = () => readTraffic(new URL(page), access).catch(() => undefined);
  const first = await counted();
  const recorder = new Recorder(
    {
      target: `${options.target.origin}${options.target.pathname}`,
      arm: 'same-credential',
      memoryClass: source.memoryClass,
      runtime: source.runtime,
      source: first === undefined ? source.name : `${source.name}, requests from ${first.name}`,
      profile: 'watch',
      credentialBytes: 0,
    },
    first === undefined
      ? ['No counter of requests was found: name the metrics page with --metrics for growth per request.']
      : [],
  );
  recorder.phase = 'watch';
  const until = options.durationSeconds ?? Number.POSITIVE_INFINITY;
  const birth = (await source.vitals?.())?.birth;
  let [every, lost, latest] = [Math.max(LEAST_SECONDS, source.leastSecondsBetween), 0, first];
  let stopped: RetentionTrace['stopped'];
  onEvent({ kind: 'phase', phase: 'watch', arm: 'idle', index: 0, count: 1 });
  while (recorder.now() < until && !signal.aborted && stopped === undefined) {
    const at = recorder.now();
    try {
      const [{ bytes, collections }, traffic] = [await source.read(), first && (await counted())];
      lost = 0;
      latest = traffic ?? latest;
      recorder.requests = (latest?.requests ?? 0) - (first?.requests ?? 0);
      recorder.sample(bytes, collections);
      const { requests } = recorder;
      onEvent({ kind: 'memory', phase: 'watch', bytes, identities: 0, requests, seconds: at });
    } catch (error) {
      lost += 1;
      const why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
      if (lost >= LOST_READINGS)
        stopped = { code: 'source-lost', reason: `memory can not be read any more (${why})`, at };
    }
    if ((await source.vitals?.().catch(() => undefined))?.birth !== birth)
      stopped = { code: 'restarted', reason: 'the target process was replaced while it was watched', at };
    if (recorder.sampleCount > MOST_SAMPLES) {
      recorder.thin();
      every *= 2;
    }
    await sleep(
      Math.max(10, Math.min(every - (recorder.now() - at), until - recorder.now()) * 1_000),
      undefined,
      {
        signal,
      },
    ).catch(() => undefined);
  }
  if (recorder.sampleCount === 0)
    throw new RetentionError('memory-source-unreadable', `${source.name} could not be read.`);
  recorder.finish({
    name: 'watch',
    arm: 'idle',
    start: 0,
    end: recorder.now(),
    requests: [0, recorder.requests],
    identities: [0, 0],
    cuts: [],
    answers: since(first, latest),
  });
  return recorder.trace(stopped ? { stopped } : {});
}

function since(first: Traffic | undefined, last: Traffic | undefined): StatusMix {
  const before = first?.statuses ?? {};
  return Object.fromEntries(
    Object.entries(last?.statuses ?? {})
      .map(([status, count]): [string, number] => [status, count - (before[status] ?? 0)])
      .filter(([, count]) => count > 0),
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { RetentionEvent } from './events.ts';
import type { MemorySource } from './memory/memory-source.ts';
import type { Recorder } from './recorder.ts';
import type { Safety } from './safety.ts';

const VITALS_EVERY_SECONDS = 0.5;
const EVENTS_EVERY_SECONDS = 0.2;
/** A metrics page may miss a beat under load; this many in a row mean that it is gone. */
const LOST_READINGS = 5;

export interface Sampler {
  readonly everySeconds: number;
  stop(): Promise<void>;
}

/** Reads memory beside the load until stopped, and tells the recorder, the safety rules and whoever watches. */
export function startSampler(
  source: MemorySource,
  recorder: Recorder,
  safety: Safety,
  everySeconds: number,
  onEvent: (event: RetentionEvent) => void,
): Sampler {
  let running = true;
  const loop = async () => {
    let [lost, vitalsAt, eventAt] = [0, 0, 0];
    while (running) {
      const started = recorder.now();
      try {
        const { bytes, collections } = await source.read();
        lost = 0;
        recorder.sample(bytes, collections);
        safety.reportMemory(bytes, collections);
        if (started - eventAt >= EVENTS_EVERY_SECONDS) {
          eventAt = started;
          const { phase, identities, requests } = recorder;
          onEvent({ kind: 'memory', phase, bytes, identities, requests, seconds: started });
        }
      } catch (error) {
        lost += 1;
        vitalsAt = 0;
        if (lost >= LOST_READINGS)
          safety.halt('source-lost', `memory can not be read any more (${message(error)})`);
      }
      if (started - vitalsAt >= VITALS_EVERY_SECONDS || vitalsAt === 0) {
        vitalsAt = started;
        await checkVitals(source, safety);
      }
      safety.checkTime();
      await sleep(Math.max(1, (everySeconds - (recorder.now() - started)) * 1_000));
    }
  };
  const done = loop();
  return {
    everySeconds,
    async stop() {
      running = false;
      await done;
    },
  };
}

/** Vitals that can not be read decide nothing: the next reading will. */
export async function checkVitals(source: MemorySource, safety: Safety): Promise<void> {
  try {
    const vitals = await source.vitals?.();
    if (vitals !== undefined) safety.reportVitals(vitals);
  } catch {
    // Reported by the memory reading beside it.
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}

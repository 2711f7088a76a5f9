import type { RetentionTrace } from '../../src/retention/trace.ts';
import type { PhaseName } from '../../src/retention/vocabulary.ts';

/** The recording as it would be if time had ended while this phase ran. */
export function cutShort(trace: RetentionTrace, during: PhaseName): RetentionTrace {
  const at = trace.phases.findIndex(({ name }) => name === during);
  const end = trace.phases[at]?.start ?? 0;
  const half = end + ((trace.phases[at]?.end ?? end) - end) / 2;
  return {
    ...trace,
    phases: trace.phases.slice(0, at),
    samples: trace.samples.filter((sample) => sample.at <= half),
    stopped: { code: 'time-cap', reason: 'the run took longer than 90 s', at: half },
  };
}

import { lowestOf } from './collections.ts';
import { inBytes, MIB } from './estimate.ts';
import { endLevel, samplesOf } from './levels.ts';
import type { PlannedPhase } from './plan.ts';
import type { RetentionTrace } from './trace.ts';

/** What the late waves may add if they grow like the first: well below the growth cap, so that they end by plan. */
const LATE_GROWTH = 110 * MIB;

/**
 * Shrinks the late waves when the first one showed that each identity costs far more than its own length: a run that
 * the growth cap ends half way proves nothing, a shorter one does.
 */
export function fitToGrowth(
  phases: readonly PlannedPhase[],
  trace: RetentionTrace,
  notes: string[],
): readonly PlannedPhase[] {
  const before = level(trace, 'ctl');
  const after = level(trace, 'fl1');
  const wave = trace.phases.find(({ name }) => name === 'w1');
  if (before === undefined || after === undefined || wave === undefined) return phases;
  const perIdentity = (after - before) / Math.max(1, wave.identities[1] - wave.identities[0]);
  const late = phases.filter(({ name }) => name === 'w2' || name === 'w3');
  const planned = late.reduce((sum, { requests }) => sum + requests, 0) * perIdentity;
  if (planned <= LATE_GROWTH) return phases;
  const share = LATE_GROWTH / planned;
  notes.push(
    `The first wave left ${inBytes(perIdentity)} per identity, so the later waves were cut to ${Math.round(share * 100)} %.`,
  );
  return phases.map((phase) =>
    late.includes(phase)
      ? {
          ...phase,
          requests: Math.max(
            4 * phase.slices,
            Math.floor((phase.requests * share) / phase.slices) * phase.slices,
          ),
        }
      : phase,
  );
}

/** A lazily collected heap is judged by its low, or its garbage would shorten every run. */
function level(trace: RetentionTrace, name: 'ctl' | 'fl1'): number | undefined {
  if (trace.memoryClass === 'B') return lowestOf(samplesOf(trace, name))?.bytes;
  return endLevel(trace, name)?.bytes;
}

import { roughness, type Wave } from './increments.ts';
import { endLevel, type Level, type Span } from './levels.ts';
import type { RetentionTrace, TracePhase } from './trace.ts';
import type { MemoryClass, PhaseName } from './vocabulary.ts';

/**
 * Waves that were finished, each with the control phase before it and the flush after it, in order of time. A run that
 * time or a stop rule cut short has fewer than its plan; what is whole can be judged.
 */
export function wholeWaves(trace: RetentionTrace): Wave[] {
  return trace.phases.flatMap((phase, index) => {
    if (phase.arm !== 'fresh') return [];
    const before = trace.phases.slice(0, index).findLast(({ arm }) => arm === 'same');
    const after = trace.phases[index + 1];
    const from = before && endLevel(trace, before.name);
    const to = after?.arm === 'same' ? endLevel(trace, after.name) : undefined;
    return from && to ? [{ name: phase.name, from, to }] : [];
  });
}

/** Growth over some waves that follow one another, bytes and identities. */
export function stretch(waves: readonly Wave[]): { bytes: number; identities: number } {
  const [first, last] = [waves[0], waves.at(-1)];
  if (first === undefined || last === undefined) return { bytes: 0, identities: 0 };
  return {
    bytes: last.to.bytes - first.from.bytes,
    identities: last.to.identities - first.from.identities,
  };
}

/**
 * Of the speed of the first half: what grows slower than this is filling up. In resident memory of native runtimes the
 * leaks of the fleet kept 0.94 and more, a store that was full after half of the waves 0.59; heaps vary more.
 */
const STEADY_SHARE: Readonly<Record<MemoryClass, number>> = { A: 0.7, B: 0.5, C: 0.5, D: 0.5 };

/** The second half grew slower than what goes on for ever, and not by the luck of a few jumps. */
export function slowsDown(
  trace: RetentionTrace,
  [first, second]: readonly [readonly Wave[], readonly Wave[]],
): boolean {
  const rate = (waves: readonly Wave[]) => stretch(waves).bytes / stretch(waves).identities;
  const error = Math.hypot(roughnessOf(trace, second), roughnessOf(trace, first) / 2);
  return rate(second) < STEADY_SHARE[trace.memoryClass] * rate(first) - error;
}

function roughnessOf(trace: RetentionTrace, waves: readonly Wave[]): number {
  const parts = waves.map((wave) => roughness(trace, wave) * stretch([wave]).identities);
  return Math.hypot(...parts) / stretch(waves).identities;
}

interface Control {
  readonly name: PhaseName;
  /** Share at the start of the phase that the wave before it still fills. */
  readonly skip: number;
}

const LAG = 0.4;

/** Where one credential speaks after the first wave has been flushed, and before it. */
export function controlPhases({ phases }: RetentionTrace): Control[] {
  const first = phases.findIndex(({ arm }) => arm === 'fresh');
  return phases.flatMap(({ name, arm }, index) => {
    if (arm !== 'same' || name === 'warm' || index === first + 1) return [];
    return [{ name, skip: phases[index - 1]?.arm === 'fresh' ? LAG : 0 }];
  });
}

/** Where nobody new speaks, as long as it lasts; a lazy collector's control phases still fill with the wave before them. */
export function quietSpans({ phases, memoryClass }: RetentionTrace): Span[] {
  if (memoryClass === 'D')
    return phases.filter(({ arm }) => arm === 'idle').map(({ name }) => ({ phases: [name], skip: 0 }));
  const spans: { phases: TracePhase[]; skip: number }[] = [];
  phases.forEach((phase, index) => {
    if (phase.arm === 'fresh' || phase.name === 'warm') return;
    const before = phases[index - 1];
    if (before === undefined || before.arm === 'fresh' || before.name === 'warm')
      spans.push({ phases: [phase], skip: before?.arm === 'fresh' ? LAG : 0 });
    else spans.at(-1)?.phases.push(phase);
  });
  // A flush between two waves alone is too short to tell time from requests.
  return spans
    .filter(({ phases: some }) => some.some(({ arm, name }) => arm === 'idle' || name === 'ctl'))
    .map(({ phases: some, skip }) => ({ phases: some.map(({ name }) => name), skip }));
}

/** What a silence gave back of what the waves before it had grown. */
export interface Release {
  readonly fell: number;
  readonly grown: number;
  readonly seconds: number;
}

/** One for each finished silence that waves had grown something before. */
export function releases(trace: RetentionTrace): Release[] {
  const { phases } = trace;
  return phases.flatMap((phase, index) => {
    if (phase.arm !== 'idle') return [];
    const since = phases.slice(0, index).findLastIndex(({ arm }) => arm === 'idle');
    const wave = phases.findIndex(({ arm }, at) => at > since && arm === 'fresh');
    const level = (at: number): Level | undefined => {
      const name = phases[at]?.name;
      return name && endLevel(trace, name);
    };
    const [start, before, after] = [level(wave - 1), level(index - 1), level(index)];
    if (wave < 0 || wave > index || !start || !before || !after) return [];
    const next = phases[index + 1]?.arm === 'same' ? level(index + 1) : undefined;
    const lowest = Math.min(after.bytes, next?.bytes ?? after.bytes);
    return [
      {
        fell: before.bytes - lowest,
        grown: before.bytes - start.bytes,
        seconds: phase.end - phase.start,
      },
    ];
  });
}

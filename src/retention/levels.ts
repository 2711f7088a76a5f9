import { fitLine, median, type Point, standardDeviation, theilSenSlope } from './statistics.ts';
import type { RetentionTrace, TraceCut, TracePhase, TraceSample } from './trace.ts';
import type { PhaseName } from './vocabulary.ts';

/** Memory at one moment of the run, with the progress it belongs to. Bytes, seconds, totals. */
export interface Level {
  readonly at: number;
  readonly requests: number;
  readonly identities: number;
  readonly bytes: number;
}

export function phaseOf(trace: RetentionTrace, name: PhaseName): TracePhase | undefined {
  return trace.phases.find((phase) => phase.name === name);
}

/** Samples of a phase after its first `skip` share, 0 to 1. */
export function samplesOf(trace: RetentionTrace, name: PhaseName, skip = 0): TraceSample[] {
  const phase = phaseOf(trace, name);
  if (phase === undefined) return [];
  const from = phase.start + (phase.end - phase.start) * skip;
  return trace.samples.filter((sample) => sample.at >= from && sample.at <= phase.end);
}

function held(cut: TraceCut | undefined): Level | undefined {
  return cut?.heldBytes === undefined ? undefined : { ...cut, bytes: cut.heldBytes };
}

function middle(samples: readonly TraceSample[]): Level | undefined {
  if (samples.length === 0) return undefined;
  return {
    at: median(samples.map((sample) => sample.at)),
    requests: median(samples.map((sample) => sample.requests)),
    identities: median(samples.map((sample) => sample.identities)),
    bytes: median(samples.map((sample) => sample.bytes)),
  };
}

/** Level at the end of a phase: the forced collection there (C), else the median of its last half. */
export function endLevel(trace: RetentionTrace, name: PhaseName): Level | undefined {
  if (trace.memoryClass === 'C') return held(phaseOf(trace, name)?.cuts.at(-1));
  return middle(samplesOf(trace, name, 0.5));
}

/**
 * Levels inside a wave, where it is cut in so many parts of equal identities; forced collections happened at its own
 * cuts only (C). Undefined when a level is missing.
 */
export function levelsBetween(trace: RetentionTrace, name: PhaseName, parts: number): Level[] | undefined {
  const phase = phaseOf(trace, name);
  if (phase === undefined || phase.cuts.length < 2) return undefined;
  const levels: Level[] = [];
  for (let part = 1; part < parts; part++) {
    const level =
      trace.memoryClass === 'C'
        ? held(phase.cuts[part - 1])
        : levelAround(trace, phase, progressAt(phase, part / parts), parts);
    if (level === undefined) return undefined;
    levels.push(level);
  }
  return levels;
}

/** When a share of the wave's fresh identities had been seen, between its cuts by rule of three: they come at one pace. */
function progressAt(phase: TracePhase, share: number): Omit<Level, 'bytes'> {
  const [first, last] = phase.identities;
  const wanted = first + (last - first) * share;
  const start = { at: phase.start, requests: phase.requests[0], identities: first };
  const next = phase.cuts.findIndex((cut) => cut.identities >= wanted);
  const [before, after] = [phase.cuts[next - 1] ?? start, phase.cuts[next] ?? start];
  const way = (wanted - before.identities) / Math.max(1, after.identities - before.identities);
  const between = (from: number, to: number) => from + (to - from) * way;
  return {
    at: between(before.at, after.at),
    requests: between(before.requests, after.requests),
    identities: wanted,
  };
}

/** Median within a third of a part on either side: wide enough for noise, narrow enough to stay symmetric. */
function levelAround(
  trace: RetentionTrace,
  phase: TracePhase,
  moment: Omit<Level, 'bytes'>,
  parts: number,
): Level | undefined {
  const reach = (phase.end - phase.start) / parts / 3;
  const near = trace.samples.filter((sample) => Math.abs(sample.at - moment.at) <= reach);
  const level = middle(near);
  return level && { ...moment, bytes: level.bytes };
}

/** The curve of a phase: samples, or in class C the forced collections from the end of the phase before it. */
function curve(trace: RetentionTrace, name: PhaseName, skip: number): Level[] {
  if (trace.memoryClass !== 'C') return samplesOf(trace, name, skip);
  const index = trace.phases.findIndex((phase) => phase.name === name);
  const before = held(trace.phases[index - 1]?.cuts.at(-1));
  const inside = (trace.phases[index]?.cuts ?? []).map(held);
  return [before, ...inside].filter((level) => level !== undefined);
}

/** Bytes per request while one credential speaks; `skip` leaves out the lag of the wave before. */
export function slopePerRequest(trace: RetentionTrace, name: PhaseName, skip = 0): number | undefined {
  return slope(curve(trace, name, skip).map(({ requests, bytes }) => ({ x: requests, y: bytes })));
}

/** Standard error of that slope, bytes per request, from the scatter around it; 0 when nothing scatters. */
export function slopeErrorPerRequest(trace: RetentionTrace, name: PhaseName, skip = 0): number {
  const points = curve(trace, name, skip).map(({ requests, bytes }) => ({ x: requests, y: bytes }));
  const line = fitLine(points);
  if (line === undefined || points.length < 3) return 0;
  return Math.sqrt(line.residualSquares / (points.length - 2) / line.xSquares);
}

/** Bytes per second in a phase, whatever is sent. */
export function slopePerSecond(trace: RetentionTrace, name: PhaseName): number | undefined {
  return slope(curve(trace, name, 0).map(({ at, bytes }) => ({ x: at, y: bytes })));
}

/**
 * Bytes per second over several spans together, each of phases that follow one another, from the first to the last third
 * of each; the first phase of a span without its first `skip` share.
 */
export function pooledSlopePerSecond(trace: RetentionTrace, spans: readonly Span[]): number {
  let [bytes, seconds] = [0, 0];
  for (const { phases, skip } of spans) {
    const levels = phases.flatMap((name, index) => curve(trace, name, index === 0 ? skip : 0));
    const third = Math.max(1, Math.floor(levels.length / 3));
    const [first, last] = [levels.slice(0, third), levels.slice(-third)];
    if (levels.length < 2) continue;
    const step = (of: (level: Level) => number) => median(last.map(of)) - median(first.map(of));
    bytes += step((level) => level.bytes);
    seconds += step((level) => level.at);
  }
  return seconds > 0 ? bytes / seconds : 0;
}

export interface Span {
  readonly phases: readonly PhaseName[];
  readonly skip: number;
}

function slope(points: readonly Point[]): number | undefined {
  return points.length < 2 ? undefined : theilSenSlope(points);
}

/** Standard deviation of the level in a phase, bytes. */
export function noiseIn(trace: RetentionTrace, name: PhaseName): number {
  return standardDeviation(curve(trace, name, 0).map((level) => level.bytes));
}

/** Noise is never believed to be below this, bytes. */
const LEAST_SIGMA = 0.03 * 1024 * 1024;

/** Noise of the level while one credential speaks, before the waves and between them. */
export function sigmaOf(trace: RetentionTrace): number {
  return Math.max(LEAST_SIGMA, noiseIn(trace, 'ctl'), noiseIn(trace, 'ctl2'));
}

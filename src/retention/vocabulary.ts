/** The words that the probe uses. One word per idea; reports print them as they are. */

export const VERDICTS = [
  'unbounded-growth',
  'suspected-growth',
  'per-request-growth',
  'background-growth',
  'bounded-plateau',
  'released-after-idle',
  'no-retention',
  'inconclusive',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Verdicts of the black box, which sees answers and never bytes. */
export const RESIDENCY_VERDICTS = [
  'state-kept',
  'evicted-by-capacity',
  'expires-with-time',
  'no-signal',
] as const;
export type ResidencyVerdict = (typeof RESIDENCY_VERDICTS)[number];

export const ARMS = [
  'credential',
  'jwt',
  'connection',
  'certificate',
  'payload',
  'abort',
  'body',
  'handshake',
  'resume',
  'stream',
  'websocket',
  'same-credential',
] as const;
/** What is fresh on each request of a treatment wave; `same-credential` is the control run, where nothing is. */
export type ArmName = (typeof ARMS)[number];

/** What bytes are counted for: what an arm has fresh, or any request. */
export const PER = [
  'credential',
  'connection',
  'certificate',
  'payload',
  'aborted-request',
  'half-sent-body',
  'half-done-handshake',
  'tls-session',
  'stream',
  'websocket',
  'request',
] as const;
export type Per = (typeof PER)[number];

export const MEMORY_CLASSES = ['A', 'B', 'C', 'D'] as const;
/**
 * How much a memory figure can prove. A: resident memory of a native or reference-counted runtime. B: heap with a
 * collection count. C: heap after a forced collection. D: resident memory of a lazy collector, which only suspects.
 */
export type MemoryClass = (typeof MEMORY_CLASSES)[number];

export const RUNTIMES = ['native', 'cpython', 'node', 'jvm', 'go', 'dotnet', 'ruby', 'unknown'] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** Kinds of run: two profiles of a minute at most, repeated waves for as long as the user says, and no load at all. */
export const RUNS = ['full', 'quick', 'soak', 'watch'] as const;

export const PHASES = [
  'warm',
  'ctl',
  'w1',
  'fl1',
  'idle1',
  'ctl2',
  'w2',
  'fl2',
  'w3',
  'fl3',
  'idle2',
  'w4',
  'watch',
] as const;
/** A soak repeats waves, flushes and silences beyond the names of one run: w12, fl12, idle12. */
export const REPEATED_PHASE = /^(w|fl|idle)\d{1,3}$/;
export type PhaseName = (typeof PHASES)[number] | `w${number}` | `fl${number}` | `idle${number}`;

/** Who speaks in a phase: one credential again and again, never-seen ones, or hardly anybody. */
export type PhaseArm = 'same' | 'fresh' | 'idle';

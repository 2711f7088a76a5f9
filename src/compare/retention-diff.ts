import type { Retention } from '../result.ts';
import { GROWS, isTold } from './growth-gate.ts';

/** Bytes of each, with a 99 % interval. */
export interface Bytes {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** What a change of the code did to what is kept. A closed list. */
export type RetentionChange = 'mended' | 'less' | 'no-change' | 'more' | 'clean' | 'cannot-be-told';

export interface RetentionDiff {
  readonly change: RetentionChange;
  readonly before?: Bytes;
  readonly after?: Bytes;
  /** Before less after; positive where less is kept now. */
  readonly saved?: Bytes;
  /** Why it cannot be told. */
  readonly reason?: string;
}

type Run = Pick<
  Retention,
  | 'target'
  | 'arm'
  | 'per'
  | 'verdict'
  | 'credentialBytes'
  | 'bytesPerCredential'
  | 'upperBoundBytes'
  | 'reason'
>;

/**
 * A difference that reaches zero is none only where it is known this sharply; otherwise it may be a large one. Nineteen
 * of twenty pairs of runs of an unchanged leak are.
 */
const SHARP_SHARE = 0.4;
/** Tokens of one length differ by a character or two. */
const SAME_LENGTH_SHARE = 0.01;

/** Compares two runs of one endpoint, before a change and after it. Hosts may differ: builds run where they like. */
export function compareRetention(before: Run, after: Run): RetentionDiff {
  const unlike = whyUnlike(before, after);
  const [bytesBefore, bytesAfter] = [bytesOf(before), bytesOf(after)];
  const figures = {
    ...(bytesBefore && { before: bytesBefore }),
    ...(bytesAfter && { after: bytesAfter }),
  };
  if (unlike !== undefined) return { change: 'cannot-be-told', ...figures, reason: unlike };
  const [grew, grows] = [GROWS.includes(before.verdict), GROWS.includes(after.verdict)];
  const alike = before.per === after.per;
  const saved = bytesBefore && bytesAfter && alike ? difference(bytesBefore, bytesAfter) : undefined;
  const told = { ...figures, ...(saved && { saved }) };
  if (!grows) return { change: grew ? 'mended' : 'clean', ...told };
  if (!grew) return { change: 'more', ...told };
  const cannot = (reason: string) => ({ change: 'cannot-be-told' as const, ...figures, reason });
  if (before.per !== after.per) return cannot(`it grew per ${before.per} and grows per ${after.per} now`);
  if (Math.abs(before.credentialBytes - after.credentialBytes) > SAME_LENGTH_SHARE * before.credentialBytes)
    return cannot(
      `credentials had ${before.credentialBytes.toLocaleString('en')} bytes then and ${after.credentialBytes.toLocaleString('en')} now`,
    );
  if (saved === undefined) return cannot('one of the runs has no interval');
  if (saved.low > 0) return { change: 'less', ...told };
  if (saved.high < 0) return { change: 'more', ...told };
  const isSharp = saved.high - saved.low < 2 * SHARP_SHARE * (bytesBefore?.estimate ?? 0);
  return isSharp
    ? { change: 'no-change', ...told }
    : { ...cannot('the difference is within the noise of the two runs'), saved };
}

function whyUnlike(before: Run, after: Run): string | undefined {
  const path = ({ target }: Run) => new URL(target).pathname;
  if (path(before) !== path(after)) return `${path(before)} was measured then, and ${path(after)} now`;
  if (before.arm !== after.arm) return `the arm was ${before.arm} then, and is ${after.arm} now`;
  for (const [run, when] of [
    [before, 'before'],
    [after, 'after'],
  ] as const)
    if (!isTold(run.verdict)) return `the run ${when} was ${run.verdict} (${run.reason})`;
  return undefined;
}

/** A clean run that gives a bound alone keeps something between nothing and that. */
function bytesOf({ bytesPerCredential: bytes, upperBoundBytes: bound }: Run): Bytes | undefined {
  if (bytes) return { estimate: bytes.estimate, low: bytes.low, high: bytes.high };
  return bound === undefined ? undefined : { estimate: bound / 2, low: 0, high: bound };
}

/** Of two independent intervals: the ends lie as far from the difference as the two errors together, by Pythagoras. */
function difference(a: Bytes, b: Bytes): Bytes {
  const estimate = a.estimate - b.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(a.estimate - a.low, b.high - b.estimate),
    high: estimate + Math.hypot(a.high - a.estimate, b.estimate - b.low),
  };
}

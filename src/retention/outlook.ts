import { z } from 'zod';
import type { Estimate } from './estimate.ts';
import { MIB } from './estimate.ts';
import type { RetentionTrace } from './trace.ts';

/** A small container's memory, where none is known, and an attack rate that one machine reaches. */
const ASSUMED_LIMIT = 512 * MIB;
export const ATTACK_PER_SECOND = 1_000;
const SECONDS_AN_HOUR = 3_600;

const Span = z.object({ least: z.number(), most: z.number() });

/** When memory is full: what an attacker needs, and how long ordinary traffic takes. Both ends of the 99 % interval. */
export const OutlookSchema = z.object({
  limitBytes: z.number(),
  /** given: by the user. container: its control group. assumed: neither is known. */
  limitFrom: z.enum(['given', 'container', 'assumed']),
  /** What of the limit was free when the run began. */
  roomBytes: z.number(),
  attackPerSecond: z.number(),
  /** Until the room is full at that rate. */
  attackSeconds: Span,
  /** Fresh credentials, connections or requests a second that fill the room in an hour, at most. */
  perSecondToFillInAnHour: z.number(),
  /** Under the traffic that the user stated, or that a watched service had. */
  ordinary: z.object({ perHour: z.number(), hours: Span }).optional(),
});

export type Outlook = z.infer<typeof OutlookSchema>;

/** Undefined where no growth is certain: what may be nothing fills no memory. */
export function outlookOf(
  trace: Pick<RetentionTrace, 'memoryLimit' | 'newPerHour' | 'samples'>,
  { bytes, leastGrowth, perHour }: Pick<Estimate, 'bytes' | 'leastGrowth' | 'perHour'>,
): Outlook | undefined {
  if (bytes === undefined) return undefined;
  // A container is full when its memory is, whatever part of that is the allocator's.
  const least = leastGrowth ?? bytes.low;
  const most = Math.max(bytes.high, least);
  if (!(least > 0)) return undefined;
  const { limitBytes, limitFrom } = limitOf(trace);
  const used = trace.samples[0]?.bytes ?? 0;
  const roomBytes = limitFrom === 'assumed' ? limitBytes : Math.max(0, limitBytes - used);
  const span = (perUnit: number) => ({
    least: roomBytes / (most * perUnit),
    most: roomBytes / (least * perUnit),
  });
  const ordinary = () => {
    if (trace.newPerHour !== undefined) return { perHour: trace.newPerHour, hours: span(trace.newPerHour) };
    // A service that was watched has shown what its own traffic does.
    if (perHour === undefined || !(perHour.low > 0)) return undefined;
    return {
      perHour: Math.round(perHour.estimate / bytes.estimate),
      hours: { least: roomBytes / perHour.high, most: roomBytes / perHour.low },
    };
  };
  const byItself = ordinary();
  return {
    limitBytes,
    limitFrom,
    roomBytes,
    attackPerSecond: ATTACK_PER_SECOND,
    attackSeconds: span(ATTACK_PER_SECOND),
    perSecondToFillInAnHour: roomBytes / (least * SECONDS_AN_HOUR),
    ...(byItself && { ordinary: byItself }),
  };
}

function limitOf({ memoryLimit }: Pick<RetentionTrace, 'memoryLimit'>) {
  return memoryLimit === undefined
    ? { limitBytes: ASSUMED_LIMIT, limitFrom: 'assumed' as const }
    : { limitBytes: memoryLimit.bytes, limitFrom: memoryLimit.from };
}

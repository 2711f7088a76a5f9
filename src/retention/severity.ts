import { MIB } from './estimate.ts';

export const SEVERITIES = ['high', 'medium', 'low', 'informational'] as const;
export type RetentionSeverity = (typeof SEVERITIES)[number];

/** A small container's memory, and an attack rate that one machine reaches. */
const MEMORY_TO_FILL = 512 * MIB;
const IDENTITIES_PER_SECOND = 1_000;

/** Seconds until 512 MiB are full at 1,000 fresh identities (or requests) per second. */
export function secondsToFill(bytesPerIdentity: number): number {
  return MEMORY_TO_FILL / (bytesPerIdentity * IDENTITIES_PER_SECOND);
}

/** Severity from the lower bound of the interval alone: what is proven, not what is likely. */
export function severityOf(lowBytesPerIdentity: number): RetentionSeverity {
  if (!(lowBytesPerIdentity > 0)) return 'low';
  const seconds = secondsToFill(lowBytesPerIdentity);
  if (seconds < 10 * 60) return 'high';
  return seconds < 2 * 60 * 60 ? 'medium' : 'low';
}

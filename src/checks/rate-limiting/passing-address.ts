import { randomInt } from 'node:crypto';

/** An address of the benchmarking range (RFC 2544), new each time: a limit may remember those of the last scan. */
export function passingAddress(): string {
  return `198.18.${randomInt(256)}.${randomInt(1, 255)}`;
}

import { createHash } from 'node:crypto';

/** Sixteen hex digits that stay the same from scan to scan and from host to host. */
export function fingerprintOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

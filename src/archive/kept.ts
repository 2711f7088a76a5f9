import type { Finding } from '../result.ts';

/** True for the finding whose fingerprint, or that of one of its places, begins so. */
export function hasFingerprint(beginning: string): (finding: Finding) => boolean {
  return ({ fingerprint, locations }) =>
    fingerprint.startsWith(beginning) || locations.some((place) => place.fingerprint.startsWith(beginning));
}

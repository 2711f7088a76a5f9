import type { Finding, ScanResult } from '../result.ts';

/** A kept scan by its id, the beginning of it, or `last`; the newest where several begin so. */
export function keptScan(newestFirst: readonly ScanResult[], name: string): ScanResult | undefined {
  return name === 'last' ? newestFirst[0] : newestFirst.find(({ id }) => id.startsWith(name));
}

/** The newest finding whose fingerprint, or that of one of its places, begins so. */
export function keptFinding(
  newestFirst: readonly ScanResult[],
  fingerprint: string,
): { readonly result: ScanResult; readonly finding: Finding } | undefined {
  for (const result of newestFirst) {
    const finding = result.findings.find(
      (one) =>
        one.fingerprint.startsWith(fingerprint) ||
        one.locations.some((place) => place.fingerprint.startsWith(fingerprint)),
    );
    if (finding) return { result, finding };
  }
  return undefined;
}

import { z } from 'zod';
import { ScanError } from '../errors.ts';
import { placeName } from '../findings/place-name.ts';
import type { Finding, ScanResult } from '../result.ts';

const baseline = z.object({
  version: z.literal('1'),
  createdAt: z.string(),
  target: z.string(),
  places: z.array(z.object({ fingerprint: z.string(), rule: z.string(), where: z.string() })),
});

/** What was known at one time: every place of every finding, of covered ones too, so that only new ones fail a build. */
export type Baseline = z.infer<typeof baseline>;

export function toBaseline(result: ScanResult): Baseline {
  const places = result.findings
    .flatMap((finding) => [finding, ...(finding.related ?? [])])
    .flatMap(({ rule, locations }) =>
      locations.map((location) => ({ fingerprint: location.fingerprint, rule, where: placeName(location) })),
    );
  places.sort((a, b) => a.rule.localeCompare(b.rule) || a.where.localeCompare(b.where));
  return { version: '1', createdAt: result.startedAt, target: result.target.url, places };
}

/** @throws ScanError invalid-config */
export function parseBaseline(text: string, path: string): Baseline {
  try {
    return baseline.parse(JSON.parse(text));
  } catch (cause) {
    throw new ScanError(
      'invalid-config',
      `${path} is not a baseline: write one with "middlebrick baseline".`,
      {
        cause,
      },
    );
  }
}

/** Findings with at least one place that the baseline does not know, cut to those places. */
export function newSince(findings: readonly Finding[], known: Baseline): Finding[] {
  const places = new Set(known.places.map(({ fingerprint }) => fingerprint));
  return findings.flatMap((finding) => {
    const fresh = finding.locations.filter(({ fingerprint }) => !places.has(fingerprint));
    return fresh.length > 0 ? [{ ...finding, locations: fresh }] : [];
  });
}

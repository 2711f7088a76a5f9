import type { MetricSample } from './prometheus-text.ts';

/** Size of a metrics page at one moment: series by metric, and its length. */
export interface PageSize {
  readonly bytes: number;
  readonly series: number;
  readonly byName: ReadonlyMap<string, number>;
}

export function pageSize(text: string, samples: readonly MetricSample[]): PageSize {
  const byName = new Map<string, number>();
  for (const { name } of samples) byName.set(name, (byName.get(name) ?? 0) + 1);
  return { bytes: Buffer.byteLength(text), series: samples.length, byName };
}

/** A page that got a series for each identity. */
export interface PageGrowth {
  /** The metric that most of the new series belong to. */
  readonly metric: string;
  /** For each identity. */
  readonly bytesEach: number;
  readonly seriesEach: number;
  /** One sentence. */
  readonly says: string;
}

/** Fewer new series than this for each identity are counters by status or route, not by who asks. */
const LEAST_SERIES_EACH = 0.2;
const LEAST_SERIES = 50;

/**
 * A page that got a series for each identity is a leak by itself: the service keeps a time series per credential, and so
 * does whoever scrapes it. Undefined when the page did not grow so.
 */
export function pageGrowth(before: PageSize, after: PageSize, identities: number): PageGrowth | undefined {
  const grown = after.series - before.series;
  if (grown < LEAST_SERIES || grown < LEAST_SERIES_EACH * identities) return undefined;
  const rises = [...after.byName]
    .map(([name, count]) => ({ name, rise: count - (before.byName.get(name) ?? 0) }))
    .sort((a, b) => b.rise - a.rise);
  const each = (value: number) => (value / identities).toFixed(value / identities < 10 ? 1 : 0);
  const metric = rises[0]?.name ?? '';
  return {
    metric,
    bytesEach: (after.bytes - before.bytes) / identities,
    seriesEach: grown / identities,
    says: `The metrics page grew by ${each(grown)} series and ${each(after.bytes - before.bytes)} bytes with each new identity, most of them of the metric ${metric}: a label holds what callers send.`,
  };
}

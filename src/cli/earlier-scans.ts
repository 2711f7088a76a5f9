import type { Archive } from '../archive/archive.ts';
import type { Trend } from '../report/trend.ts';
import type { ScanResult } from '../result.ts';
import type { Output } from './outputs.ts';

/** Scores that a reader can still compare at a glance. */
const SCORES = 11;

/** Earlier whole scans of the same target that this machine keeps; undefined without any, or without a report that tells of them. */
export async function earlierScans(
  archive: Archive,
  result: ScanResult,
  outputs: readonly Output[],
): Promise<Trend | undefined> {
  if (!outputs.some(({ format }) => format === 'summary' || format === 'html')) return undefined;
  const { heads } = await archive.heads();
  const earlier = heads.filter(
    ({ url, startedAt, partial, mode }) =>
      url === result.target.url &&
      startedAt < result.startedAt &&
      partial === undefined &&
      mode === result.mode,
  );
  const [last] = earlier;
  // A result that cannot be read must not cost the report.
  const previous = last && (await archive.named(last.id).catch(() => undefined));
  if (!previous) return undefined;
  return { previous, scores: earlier.slice(0, SCORES).reverse() };
}

import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { RetentionTrendView } from '../../api/retention-views.ts';
import { moment } from './time.ts';

type Point = RetentionTrendView['points'][number];

/** What the service kept in memory for each credential, run by run, newest first; nothing where nobody measured it. */
export function memoryHistory({ points }: RetentionTrendView): Markup | '' {
  if (points.length === 0) return '';
  return markup`<section class="panel" aria-labelledby="memory"><h2 id="memory">Memory per credential</h2>
${bars(points)}
<div class="scroll" tabindex="0" role="group" aria-label="Memory per credential"><table><thead><tr><th scope="col">Measured</th><th scope="col">Address</th><th scope="col">Kept for each</th><th scope="col">Verdict</th></tr></thead><tbody>${points
    .toReversed()
    .map(
      (point) =>
        markup`<tr><th scope="row">${point.scan === null ? moment(point.at) : markup`<a href="/scans/${point.scan}">${moment(point.at)}</a>`}</th><td><code>${point.endpoint}</code></td><td>${kept(point)}</td><td>${point.verdict}</td></tr>`,
    )}</tbody></table></div></section>`;
}

function kept({ per, bytesPerCredential, upperBoundBytes }: Point): string {
  if (bytesPerCredential) {
    const { estimate, low, high } = bytesPerCredential;
    return `${bytes(estimate)} a ${per} (${bytes(low)} to ${bytes(high)})`;
  }
  return upperBoundBytes === null ? 'not measured' : `under ${bytes(upperBoundBytes)} a ${per}`;
}

function bytes(count: number): string {
  return count >= 10_000 ? `${Math.round(count / 1024)} KiB` : `${Math.round(count)} B`;
}

const HEIGHT = 60;
const WIDTH = 14;
const GAP = 6;

/** Estimates as bars, oldest first; the table says the same. */
function bars(points: readonly Point[]): Markup | '' {
  const estimates = points.map(({ bytesPerCredential }) => Math.max(0, bytesPerCredential?.estimate ?? 0));
  const most = Math.max(...estimates);
  if (points.length < 2 || most === 0) return '';
  const width = estimates.length * (WIDTH + GAP);
  return markup`<svg class="memory-bars" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" aria-hidden="true">${estimates.map(
    (estimate, at) => {
      const height = Math.max(2, Math.round((estimate / most) * HEIGHT));
      return markup`<rect x="${at * (WIDTH + GAP)}" y="${HEIGHT - height}" width="${WIDTH}" height="${height}" rx="2"/>`;
    },
  )}</svg>`;
}

import { axisBytes, chartOf, labelOf } from './chart-model.ts';
import type { RetentionResult } from './result.ts';

const SIZE = { width: 720, height: 260, left: 72, right: 12, top: 16, bottom: 36 };
const ROWS = 4;
/** A phase narrower than its name, five letters, goes without one: names never meet. */
const LABEL_WIDTH = 36;

/**
 * Memory by phase as an inline SVG for a page: lines and words take `currentColor`, the curve takes
 * `--retention-curve` and waves of fresh credentials `--retention-fresh`, with a default for each. No script, no style
 * sheet, no outside reference. Empty when no memory was read.
 */
export function memoryChartSvg(
  result: Pick<RetentionResult, 'curve' | 'phases' | 'verdict' | 'arm'>,
): string {
  const chart = chartOf(result);
  if (chart === undefined) return '';
  const inner = { width: SIZE.width - SIZE.left - SIZE.right, height: SIZE.height - SIZE.top - SIZE.bottom };
  const x = (at: number) => round(SIZE.left + (at / chart.seconds) * inner.width);
  const y = (bytes: number) =>
    round(SIZE.top + (1 - (bytes - chart.lowBytes) / (chart.highBytes - chart.lowBytes)) * inner.height);
  const floor = SIZE.top + inner.height;

  const bands = chart.phases
    .filter(({ arm }) => arm === 'fresh')
    .map(
      ({ start, end }) =>
        `<rect x="${x(start)}" y="${SIZE.top}" width="${round(x(end) - x(start))}" height="${inner.height}"/>`,
    );
  const rows = Array.from(
    { length: ROWS + 1 },
    (_, row) => chart.lowBytes + ((chart.highBytes - chart.lowBytes) * row) / ROWS,
  );
  const apart = (chart.highBytes - chart.lowBytes) / ROWS;
  const inMemory = (bytes: number) => axisBytes(bytes, apart, chart.highBytes);
  const grid = rows.map((bytes) => `<path d="M${SIZE.left} ${y(bytes)}H${SIZE.width - SIZE.right}"/>`);
  const scale = rows.map(
    (bytes) => `<text x="${SIZE.left - 8}" y="${y(bytes) + 4}" text-anchor="end">${inMemory(bytes)}</text>`,
  );
  const names = chart.phases
    .filter(({ start, end }) => x(end) - x(start) > LABEL_WIDTH)
    .map(
      ({ arm, start, end }) =>
        `<text x="${round((x(start) + x(end)) / 2)}" y="${floor + 16}" text-anchor="middle">${labelOf(arm).toLowerCase()}</text>`,
    );
  const times = `<text x="${SIZE.width - SIZE.right}" y="${floor + 31}" text-anchor="end">${Math.round(chart.seconds)} s</text>`;
  const path = chart.points
    .map(({ at, bytes }, index) => `${index === 0 ? 'M' : 'L'}${x(at)} ${y(bytes)}`)
    .join('');
  const title = `Memory of the target by phase, from ${inMemory(chart.points[0]?.bytes ?? 0)} to ${inMemory(chart.points.at(-1)?.bytes ?? 0)}: ${result.verdict}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${title}" font-family="inherit" font-size="11">`,
    `<title>${title}</title>`,
    `<g fill="var(--retention-fresh, currentColor)" fill-opacity="0.12">${bands.join('')}</g>`,
    `<g stroke="currentColor" stroke-opacity="0.2">${grid.join('')}</g>`,
    `<g fill="currentColor" fill-opacity="0.75">${scale.join('')}${names.join('')}${times}</g>`,
    `<path d="${path}" fill="none" stroke="var(--retention-curve, currentColor)" stroke-width="2" stroke-linejoin="round"/>`,
    '</svg>',
  ].join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

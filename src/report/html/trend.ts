import type { ScanResult } from '../../result.ts';
import type { Trend } from '../trend.ts';
import { changeInWords, changeOf, dateOf } from '../trend.ts';
import { tone } from './gauge.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

const WIDTH = 240;
const HEIGHT = 56;
const EDGE = 6;

/** What changed since the last scan of the same target, and the scores before it as a line. */
export function trendLine(result: ScanResult, trend: Trend | undefined): Markup | '' {
  if (trend === undefined) return '';
  return markup`<div class="trend">${curve(result, trend)}<p>${changeInWords(changeOf(result, trend))}</p></div>`;
}

function curve(result: ScanResult, { scores }: Trend): Markup | '' {
  const all = [...scores, { startedAt: result.startedAt, value: result.score.value }].flatMap(
    ({ startedAt, value }) => (value === null ? [] : [{ startedAt, value }]),
  );
  const last = all.at(-1);
  if (all.length < 2 || last === undefined) return '';
  const step = (WIDTH - 2 * EDGE) / (all.length - 1);
  const points = all.map(({ value, startedAt }, at) => ({
    x: (EDGE + at * step).toFixed(1),
    y: (EDGE + (1 - value / 100) * (HEIGHT - 2 * EDGE)).toFixed(1),
    says: `${dateOf(startedAt)}: ${value}`,
    value,
  }));
  const spoken = `Scores, oldest first: ${all.map(({ value }) => value).join(', ')}`;
  return markup`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${spoken}"><line x1="0" x2="${WIDTH}" y1="${HEIGHT - EDGE}" y2="${HEIGHT - EDGE}"/><polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}"/>${points.map(({ x, y, says, value }) => markup`<circle class="${tone(value)}" cx="${x}" cy="${y}" r="4"><title>${says}</title></circle>`)}</svg>`;
}

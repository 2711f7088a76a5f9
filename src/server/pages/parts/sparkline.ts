import { tone } from '../../../report/html/gauge.ts';
import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';

const WIDTH = 96;
const HEIGHT = 28;
const EDGE = 4;

/** Scores of 0 to 100 as a small line, oldest first; the last one is a dot. */
export function sparkline(scores: readonly number[]): Markup | '' {
  const last = scores.at(-1);
  if (last === undefined || scores.length < 2) return '';
  const step = (WIDTH - 2 * EDGE) / (scores.length - 1);
  const points = scores.map((score, at) => ({
    x: round(EDGE + at * step),
    y: round(EDGE + (1 - score / 100) * (HEIGHT - 2 * EDGE)),
  }));
  const end = points.at(-1);
  return markup`<svg class="spark ${tone(last)}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Scores, oldest first: ${scores.map(Math.round).join(', ')}"><polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}"/><circle cx="${end?.x ?? 0}" cy="${end?.y ?? 0}" r="3"/></svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

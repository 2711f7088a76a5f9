import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';

/** Lines on a square of 20. */
const PATHS = {
  grid: 'M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z',
  flag: 'M5 18V3M5 4h10l-2 3.5L15 11H5',
  pulse: 'M2 10h4l2-6 4 12 2-6h4',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4l3 2',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3',
  key: 'M13 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8M10 10l-7 7M5 15l2 2',
  book: 'M4 3h5.5v14H4zM10.5 3H16v14h-5.5zM12.5 7H14',
  sliders: 'M3 6h9M16 6h1M3 14h1M8 14h9M12 4v4M6 12v4',
  list: 'M7 5h10M7 10h10M7 15h10M3 5h.1M3 10h.1M3 15h.1',
  lock: 'M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3',
  send: 'M3 10 17 3l-4 14-3.5-5.5zM9.5 11.5 17 3',
  code: 'M7 6l-4 4 4 4M13 6l4 4-4 4M11 4l-2 12',
  chart: 'M3 17h14M5 14v-4M9 14V6M13 14V9M17 14V4',
} as const;

export type Icon = keyof typeof PATHS;

/** Beside words that say the same. */
export function icon(name: Icon): Markup {
  return markup`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`;
}

/** The mark: courses of bricks, the middle one lit. */
export function brand(): Markup {
  return markup`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M2 4h9v4H2zm11 0h9v4h-9zM2 16h9v4H2zm11 0h9v4h-9zM2 10h3v4H2zm17 0h3v4h-3z"/><path class="lit" d="M7 10h10v4H7z"/></svg>`;
}

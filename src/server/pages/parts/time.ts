import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { dateOf } from '../../../report/trend.ts';

/** A moment in UTC, which the script tells in the reader's own zone. */
export function moment(at: string): Markup {
  return markup`<time datetime="${at}">${dateOf(at)}</time>`;
}

const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `3 hours ago`; the moment itself stands in the title. */
export function ago(at: string, now = Date.now()): Markup {
  return markup`<time datetime="${at}" title="${dateOf(at)}" data-ago="">${inWords(now - Date.parse(at))}</time>`;
}

function inWords(ms: number): string {
  for (const [unit, length] of STEPS) {
    const count = Math.floor(ms / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}

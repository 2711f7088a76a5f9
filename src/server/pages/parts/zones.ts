import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';

/** Id of the list that `zoneList` draws. */
export const ZONES = 'zones';

export function zoneList(): Markup {
  return markup`<datalist id="${ZONES}">${['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => markup`<option value="${zone}">`)}</datalist>`;
}

/** `Mon, 30 Nov 2026, 03:00` as the clocks of that zone say. */
export function inZone(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
}

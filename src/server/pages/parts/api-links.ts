import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';

/** From the page of an API to what is set up for it. */
export function apiLinks(id: string): Markup {
  return markup`<nav class="api-links" aria-label="Set up"><a href="/schedules?api=${id}">Schedules</a> <a href="/alerts?api=${id}">Alerts</a> <a href="/apis/${id}/identities">Identities</a> <a href="/apis/${id}/ownership">Ownership</a></nav>`;
}

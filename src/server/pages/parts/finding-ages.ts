import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { FindingAgesView } from '../../api/history.ts';
import { severityBadge } from './grade.ts';

const COLUMNS = [
  ['week', '0–6 days'],
  ['month', '7–29'],
  ['quarter', '30–89'],
  ['older', '90+'],
] as const;

/** How long what is open has been open: old and grave is what a team has to explain. */
export function findingAges({ items }: FindingAgesView, api: string): Markup {
  if (items.length === 0)
    return markup`<section class="panel" aria-labelledby="ages"><h2 id="ages">Open findings by age</h2><p class="good">Nothing is open.</p></section>`;
  return markup`<section class="panel" aria-labelledby="ages"><h2 id="ages">Open findings by age</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Open findings by age"><table class="ages"><thead><tr><th scope="col">Severity</th>${COLUMNS.map(([, title]) => markup`<th scope="col">${title}</th>`)}</tr></thead><tbody>${items.map(
    (row) =>
      markup`<tr><th scope="row"><a href="/findings?api=${api}&amp;severity=${row.severity}">${severityBadge(row.severity)}</a></th>${COLUMNS.map(([column]) => markup`<td class="num${row[column] === 0 && ' soft'}">${row[column]}</td>`)}</tr>`,
  )}</tbody></table></div></section>`;
}

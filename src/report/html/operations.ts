import { NAMED } from '../../left-in-short.ts';
import type { ScanResult } from '../../result.ts';
import { counted, writesInShort } from '../words.ts';
import { foldedTable, rowsIn } from './folded-table.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** How the scan came to know of each operation, and whether it saw it at work. */
export function operationsSection({ operations: all }: ScanResult): Markup | '' {
  if (all.length === 0) return '';
  return markup`<section aria-labelledby="operations"><h2 id="operations">Operations</h2>
${foldedTable({
  summary: `Status of ${counted(all.length, 'operation')}`,
  label: 'Operations',
  head: ['Operation', 'Source', 'Status'],
  body: rowsIn(
    all.map(
      (one) =>
        markup`<tr><th scope="row"><code>${one.id}</code></th><td>${one.source}</td><td>${one.status}${one.reason && markup`: <span class="soft">${one.reason}</span>`}</td></tr>`,
    ),
  ),
})}</section>`;
}

/** What an active scan made, changed and removed. */
export function writesSection(result: ScanResult): Markup | '' {
  const rows = result.writes ?? [];
  if (rows.length === 0) return '';
  return markup`<section aria-labelledby="writes"><h2 id="writes">${writesInShort(result) ?? 'Writes'}</h2>
${leftBehind(result.notRemoved)}
${foldedTable({
  summary: 'By operation',
  label: 'Writes',
  head: ['Operation', 'By', 'Made', 'Left', 'Changes', 'Removals', 'Refused', 'Logins and queries'],
  body: rowsIn(
    rows.map(
      (row) =>
        markup`<tr><th scope="row"><code>${row.operation}</code></th><td>${row.identity}</td><td>${row.created}</td><td>${row.notRemoved}</td><td>${row.updates}</td><td>${row.deletions}</td><td>${row.refused}</td><td>${row.other}</td></tr>`,
    ),
  ),
})}</section>`;
}

/** Few are told at once; more are folded, so that they do not hide what follows. */
function leftBehind(left: readonly string[] = []): Markup | '' {
  if (left.length === 0) return '';
  if (left.length <= NAMED)
    return markup`${left.map((what) => markup`<p class="note">Left behind: ${what}.</p>`)}`;
  return markup`<details><summary>Left behind: ${left.length} things</summary><ul>${left.map((what) => markup`<li>${what}</li>`)}</ul></details>`;
}

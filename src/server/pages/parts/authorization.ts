import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { counted } from '../../../report/words.ts';
import type { Access } from '../../../result.ts';
import type { AuthorizationView } from '../../api/history.ts';

/** A longer table is opened by those who want it. */
const SHOWN_AT_ONCE = 16;

/** Who gets what now, and what they got in the scan before; changes first. */
export function authorization({ before, identities, rows, gone }: AuthorizationView): Markup | '' {
  if (rows.length === 0) return '';
  const changed = rows.filter((row) => row.before !== null);
  const sorted = [...changed, ...rows.filter((row) => row.before === null)];
  const says =
    before === null
      ? markup`<p class="soft">The next scan shows what has changed.</p>`
      : markup`<p>${changed.length === 0 ? 'Nothing has changed' : `${counted(changed.length, 'operation')} changed`} since <a href="/scans/${before}">the scan before</a>${gone.length > 0 && `; ${counted(gone.length, 'operation')} gone: ${gone.slice(0, SHOWN_AT_ONCE).join(', ')}${gone.length > SHOWN_AT_ONCE ? `, and ${gone.length - SHOWN_AT_ONCE} more` : ''}`}.</p>`;
  return markup`<section class="panel" aria-labelledby="authorization"><h2 id="authorization">Authorization matrix</h2>
${says}
<details${sorted.length <= SHOWN_AT_ONCE && markup` open`}><summary>What each identity got from ${counted(rows.length, 'operation')}</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Authorization matrix"><table class="matrix"><thead><tr><th scope="col">Operation</th>${identities.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead><tbody>${sorted.map(
    (row) =>
      markup`<tr${row.before && markup` class="changed"`}><th scope="row"><code>${row.operation}</code></th>${row.results.map((got, at) => cell(got, row.before?.[at] ?? undefined, row.before !== null))}</tr>`,
  )}</tbody></table></div></details></section>`;
}

/** Told in words, the colour only repeats it. */
function cell(got: Access, then: Access | undefined, isChanged: boolean): Markup {
  const was =
    isChanged &&
    then !== got &&
    markup`<span class="was">${then === undefined ? 'new' : `was ${words(then)}`}</span>`;
  return markup`<td class="access ${got}">${words(got)}${was}</td>`;
}

function words(access: Access): string {
  return access.replace('-', ' ');
}

import type { ScanResult } from '../../result.ts';
import type { Requirement } from '../requirements.ts';
import { requirementsOf } from '../requirements.ts';
import { counted } from '../words.ts';
import { foldedTable } from './folded-table.ts';
import { toFinding } from './links.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** More links than this say no more than their number. */
const NAMED = 4;

/** Requirements of the standards by what the scan says of them: those with findings first within each standard. */
export function complianceSection(result: ScanResult): Markup | '' {
  const all = requirementsOf(result);
  if (all.length === 0) return '';
  const unmet = all.filter(({ findings }) => findings.length > 0).length;
  return markup`<section aria-labelledby="compliance"><h2 id="compliance">Compliance mapping</h2>
<p>${unmet} of ${counted(all.length, 'mapped requirement')} ${unmet === 1 ? 'has' : 'have'} findings of low severity or worse. A scan can show that a requirement is not met; it certifies nothing.</p>
${foldedTable({
  summary: 'By requirement',
  label: 'Compliance mapping',
  head: ['Requirement', 'Findings'],
  body: markup`
${[...new Set(all.map(({ standard }) => standard))].map((standard) =>
  rowsOf(
    standard,
    all.filter((one) => one.standard === standard),
  ),
)}
`,
})}</section>`;
}

function rowsOf(standard: string, requirements: readonly Requirement[]): Markup {
  return markup`<tbody><tr><th scope="rowgroup" colspan="2" class="standard">${standard}</th></tr>
${requirements.map((one) => markup`<tr><th scope="row">${one.item}</th><td>${cellOf(one)}</td></tr>`)}</tbody>`;
}

function cellOf({ findings, tested, notTested }: Requirement): Markup {
  const left = findings.length - NAMED;
  const beside = notTested.length > 0 && markup`<div class="soft">Not tested: ${notTested.join(', ')}</div>`;
  if (findings.length === 0 && tested.length === 0) return markup`${beside}`;
  if (findings.length === 0) return markup`<span class="soft">nothing found</span>${beside}`;
  return markup`<b>${findings.length}</b>: ${findings.slice(0, NAMED).map((finding, at) => markup`${at > 0 && ', '}${toFinding(finding)}`)}${left > 0 && `, ${left} more`}${beside}`;
}

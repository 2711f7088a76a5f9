import type { Access, Finding, ScanResult } from '../../result.ts';
import { authorizationMatrix } from '../authorization-matrix.ts';
import { counted, openFindings } from '../words.ts';
import { foldedTable, rowsIn } from './folded-table.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** A longer table is opened by those who want it, and fills no printed page. */
const SHOWN_AT_ONCE = 16;
/** Checks that are about who may do what. */
const ABOUT_ACCESS: ReadonlySet<string> = new Set(['authentication', 'bola', 'bfla']);
const SERIOUS: ReadonlySet<string> = new Set(['critical', 'high', 'medium']);

/** Operations by identities, those with a finding about access first. */
export function authorizationSection(result: ScanResult): Markup | '' {
  const { identities, rows } = authorizationMatrix(result);
  if (rows.length === 0) return '';
  const flaws = flawsOf(result);
  const sorted = rows.toSorted((a, b) => Number(flaws.has(b.operation)) - Number(flaws.has(a.operation)));
  return markup`<section aria-labelledby="authorization"><h2 id="authorization">Authorization matrix</h2>
<p>What each identity got from ${counted(rows.length, 'operation')}: ${identities.map((name, at) => markup`${at > 0 && '; '}<b>${name}</b> ${countsOf(rows.map(({ results }) => results[at]))}`)}.</p>
${foldedTable({
  summary: 'Operation by operation',
  label: 'Authorization matrix',
  head: ['Operation', ...identities, 'Finding'],
  name: 'matrix',
  isOpen: sorted.length <= SHOWN_AT_ONCE,
  body: rowsIn(
    sorted.map(
      ({ operation, results }) =>
        markup`<tr><th scope="row"><code>${operation}</code></th>${results.map(cell)}<td>${flawCell(flaws.get(operation))}</td></tr>`,
    ),
  ),
})}</section>`;
}

/** Told in words, the colour only repeats it. */
function cell(got: Access): Markup {
  return markup`<td class="access ${got}">${got.replace('-', ' ')}</td>`;
}

function flawCell(findings: readonly Finding[] = []): Markup {
  return markup`${findings.map(({ fingerprint, title, severity }, at) => markup`${at > 0 && ', '}<a class="${severity}" href="#${fingerprint}">${title}</a>`)}`;
}

function flawsOf(result: ScanResult): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of openFindings(result)) {
    if (!ABOUT_ACCESS.has(finding.check) || !SERIOUS.has(finding.severity)) continue;
    for (const name of new Set(finding.locations.map(({ operation }) => operation)))
      if (name !== undefined && isOfOneOperation(finding))
        found.set(name, [...(found.get(name) ?? []), finding]);
  }
  return found;
}

/** Flaws of tokens are those of the whole service: told in each row they would hide the others. */
function isOfOneOperation({ check, rule }: Finding): boolean {
  return check !== 'authentication' || !rule.startsWith('jwt-');
}

const WORDS: readonly Access[] = ['allowed', 'denied', 'not-found', 'error', 'not-tested'];

function countsOf(results: readonly (Access | undefined)[]): string {
  return WORDS.map((word): [Access, number] => [word, results.filter((one) => one === word).length])
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word.replace('-', ' ')}`)
    .join(', ');
}

import { placeName } from '../../findings/place-name.ts';
import { byUrgency, urgencyOf } from '../../findings/ranking.ts';
import type { Finding, ScanResult } from '../../result.ts';
import { counted, openFindings } from '../words.ts';
import { foldedTable, rowsIn } from './folded-table.ts';
import { badge, toFinding } from './links.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** Each operation with its findings, worst first: the view of whoever owns the operation. Notes stand at their findings. */
export function byOperationSection(result: ScanResult): Markup | '' {
  const rows = [...byPlace(openFindings(result).filter(({ severity }) => severity !== 'info'))].sort(
    ([one, a], [other, b]) => sumOf(b) - sumOf(a) || (one < other ? -1 : 1),
  );
  if (rows.length === 0) return '';
  return markup`<section aria-labelledby="by-operation"><h2 id="by-operation">Findings by operation</h2>
${foldedTable({
  summary: `${counted(rows.length, 'operation or address', 'operations and addresses')} with findings of low severity or worse`,
  label: 'Findings by operation',
  head: ['Operation', 'Findings'],
  body: rowsIn(
    rows.map(
      ([place, findings]) =>
        markup`<tr><th scope="row"><code>${place}</code></th><td>${cellOf(findings)}</td></tr>`,
    ),
  ),
})}</section>`;
}

function cellOf(findings: readonly Finding[]): Markup {
  return markup`${findings.toSorted(byUrgency).map((finding) => markup`<div>${badge(finding)} ${toFinding(finding)}</div>`)}`;
}

function byPlace(findings: readonly Finding[]): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings)
    for (const name of new Set(finding.locations.map(placeName)))
      found.set(name, [...(found.get(name) ?? []), finding]);
  return found;
}

function sumOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, finding) => sum + urgencyOf(finding, 1), 0);
}

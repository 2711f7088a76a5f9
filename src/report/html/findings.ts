import { byUrgency } from '../../findings/ranking.ts';
import type { Finding, ScanResult, Severity } from '../../result.ts';
import { SEVERITIES } from '../../result.ts';
import { counted, openFindings } from '../words.ts';
import { findingCard as drawCard } from './finding.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** Every finding as a card, most urgent first; the chips above show and hide severities without script. */
export function findingsSection(result: ScanResult, beside?: (finding: Finding) => Markup | ''): Markup {
  const findingCard = (finding: Finding) => drawCard(finding, beside?.(finding));
  const open = openFindings(result).sort(byUrgency);
  const accepted = result.findings.filter((finding) => finding.suppressed);
  const notes = open.filter(({ severity }) => severity === 'info');
  const title = open.length === 0 ? 'No findings' : `Findings: ${open.length}`;
  return markup`<section aria-labelledby="findings"><h2 id="findings">${title}</h2>
${open.length > 0 && chips(open)}
${open.filter(({ severity }) => severity !== 'info').map(findingCard)}
${notes.length > 0 && markup`<details class="notes info"><summary>${counted(notes.length, 'informational finding')}</summary>${notes.map(findingCard)}</details>`}</section>
${accepted.length > 0 && markup`<section aria-labelledby="accepted"><h2 id="accepted">Accepted</h2>${accepted.map(findingCard)}</section>`}`;
}

/** The style sheet hides the cards of a box that is not ticked. */
function chips(findings: readonly Finding[]): Markup {
  const counts = SEVERITIES.map((severity): [Severity, number] => [
    severity,
    findings.filter((finding) => finding.severity === severity).length,
  ]).filter(([, count]) => count > 0);
  return markup`<fieldset class="chips screen"><legend>Show</legend>
${counts.map(([severity, count]) => markup`<label class="chip ${severity}"><input type="checkbox" id="show-${severity}" checked> ${severity} ${count}</label>`)}
<label class="chip all"><input type="checkbox" id="show-details"> all details, also in print</label></fieldset>`;
}

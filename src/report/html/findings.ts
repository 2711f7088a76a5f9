import { byUrgency } from '../../findings/ranking.ts';
import type { Finding, ScanResult, Severity } from '../../result.ts';
import { SEVERITIES } from '../../result.ts';
import { counted, openFindings } from '../words.ts';
import { findingCard as drawCard } from './finding.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** What a page that is more than a report adds to its findings. */
export interface FindingsOptions {
  /** Below each card: what can be done about it. */
  readonly beside?: (finding: Finding) => Markup | '';
  /** Above all cards. */
  readonly search?: Markup;
  /** What is searched for; the others are folded up, as links of the page lead to them too. */
  readonly fits?: (finding: Finding) => boolean;
}

/** Every finding as a card, most urgent first; the chips above show and hide severities without script. */
export function findingsSection(result: ScanResult, options: FindingsOptions = {}): Markup {
  const { beside, search, fits = () => true } = options;
  const findingCard = (finding: Finding) => drawCard(finding, beside?.(finding));
  const all = openFindings(result).sort(byUrgency);
  const open = all.filter(fits);
  const others = all.filter((finding) => !fits(finding));
  const accepted = result.findings.filter((finding) => finding.suppressed);
  const notes = open.filter(({ severity }) => severity === 'info');
  const title =
    all.length === 0
      ? 'No findings'
      : `Findings: ${others.length > 0 ? `${open.length} of ` : ''}${all.length}`;
  return markup`<section aria-labelledby="findings"><h2 id="findings">${title}</h2>
${all.length > 0 && search}
${open.length > 0 && chips(open)}
${open.filter(({ severity }) => severity !== 'info').map(findingCard)}
${notes.length > 0 && markup`<details class="notes info"><summary>${counted(notes.length, 'informational finding')}</summary>${notes.map(findingCard)}</details>`}
${others.length > 0 && markup`<details class="others"><summary>${counted(others.length, 'finding')} without these words</summary>${others.map(findingCard)}</details>`}</section>
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

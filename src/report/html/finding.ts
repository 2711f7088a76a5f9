import { placeName } from '../../findings/place-name.ts';
import type { Finding, FindingEvidence } from '../../result.ts';
import { placesInShort } from '../words.ts';
import { badge } from './links.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { prose } from './prose.ts';

/**
 * Closed: the page is a list until somebody wants more. What leads here opens it, so the anchor stands inside.
 * @param beside what can be done about it, below all that is told of it
 */
export function findingCard(finding: Finding, beside: Markup | '' = '', isOpen = false): Markup {
  return markup`<details class="finding ${finding.severity}"${isOpen && markup` open`}>
<summary>${badge(finding)}<h3>${finding.title}</h3><span class="where">${placesInShort(finding)}</span></summary>
<div class="inner" id="${finding.fingerprint}">
<h4>Impact</h4><p>${finding.description}</p>
<h4>Locations</h4>
<ul class="places">${finding.locations.map((place) => markup`<li><code>${placeName(place)}</code>: ${place.evidenceSummary}${spec(place.spec)}</li>`)}</ul>
${opens(finding)}
<h4>Fix</h4><p class="fix">${finding.remediation}</p>${guide(finding)}
<h4>Reproduce</h4><code class="curl" tabindex="0" title="Click selects the whole line">${finding.evidence[0]?.curl ?? ''}</code>
<h4>Evidence</h4>
${finding.evidence.map((one, at) => exchange(one, at === 0 ? 'Request and response' : 'Further request'))}
${control(finding)}
${accepted(finding)}
<p class="refs">${references(finding)}</p>
${beside}</div></details>`;
}

/** The fix for what the service is built with, as code where the guide has it, and the command that prints the whole guide. */
function guide({ guide: found, remediation }: Finding): Markup | '' {
  if (!found) return '';
  const built = found.framework && markup`<p class="soft">For ${found.framework}:</p>`;
  return markup`${found.remediation !== remediation && markup`${built}<div class="prose">${prose(found.remediation)}</div>`}<p class="soft">Full guide: <code>${found.command}</code></p>`;
}

/** What refuses the user and does not refuse whoever uses the flaw. */
function opens({ unlocks = [] }: Finding): Markup | '' {
  if (unlocks.length === 0) return '';
  return markup`<h4>Operations accessible because of it</h4><ul class="places">${unlocks.map((operation) => markup`<li><code>${operation}</code></li>`)}</ul>`;
}

function spec(place: Finding['locations'][number]['spec']): Markup | '' {
  // A document of one line has no place to go to.
  if (!place?.line || place.line === 1) return '';
  return markup` <span class="soft">(${place.uri}, line ${place.line})</span>`;
}

function control({ control: held }: Finding): Markup | '' {
  if (!held) return '';
  return 'fact' in held ? markup`<p><b>Control.</b> ${held.fact}</p>` : exchange(held, 'Control');
}

function accepted({ suppressed }: Finding): Markup | '' {
  if (!suppressed) return '';
  return markup`<p class="note"><b>Accepted</b>${suppressed.until ? ` until ${suppressed.until}` : ''}: ${suppressed.reason}</p>`;
}

function exchange(one: FindingEvidence, role: string): Markup {
  const { request, response } = one;
  return markup`<details class="exchange"><summary><b>${role}:</b> ${one.note} <span class="soft">(${one.identity}, ${response.status}, ${response.totalMs} ms)</span></summary>
<div class="pair"><div><pre tabindex="0">${request.method} ${request.url}
${lines(request.headers)}${request.body === undefined ? '' : `\n\n${request.body}`}</pre></div>
<div><pre tabindex="0">${response.status === 0 ? 'no response' : `HTTP/${response.httpVersion} ${response.status}`}
${lines(response.headers)}

${response.body}</pre></div></div></details>`;
}

function lines(headers: readonly (readonly [string, string])[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function references(finding: Finding): string {
  const cwe = finding.cwe.map((id) => `CWE-${id}`).join(', ');
  const compliance = finding.compliance.map(({ standard, item }) => `${standard} ${item}`).join(', ');
  const facts = [
    finding.rule,
    finding.confidence,
    cwe,
    finding.owasp,
    `CVSS ${finding.cvss.score.toFixed(1)} (${finding.cvss.vector})`,
    finding.severityReason ? `${finding.severity}: ${finding.severityReason}` : '',
    `fingerprint ${finding.fingerprint}`,
    compliance === '' ? '' : `compliance: ${compliance}`,
  ];
  return facts.filter(Boolean).join(' · ');
}

import type { Retention, ScanResult } from '../../result.ts';
import { memoryChartSvg } from '../../retention/chart-svg.ts';
import { targetsIn } from '../retention/targets.ts';
import { figuresOf, headlineOf, toneOf } from '../retention/words.ts';
import type { Markup } from './markup.ts';
import { markup, Markup as Trusted } from './markup.ts';

/** The memory curve by phase with its verdict and figures: the picture that convinces. */
export function retentionSection(retention: Retention): Markup {
  return markup`<section aria-labelledby="retention"><h2 id="retention">Memory by phase</h2>
<p class="verdict ${toneOf(retention)}">${headlineOf(retention)} <span class="soft">(${retention.verdict})</span></p>
${curve(retention)}
<div class="scroll"><table><tbody>
${figuresOf(retention).map(([name, says]) => markup`<tr><th scope="row">${name}</th><td>${says}</td></tr>`)}
</tbody></table></div>
${retention.advice.map((line) => markup`<p class="note">${line}</p>`)}
</section>
`;
}

/** Which operations a scan measured, and what each keeps. */
export function retentionTargetsSection(result: ScanResult): Markup | '' {
  const rows = targetsIn(result);
  if (rows.length === 0) return '';
  return markup`<section aria-labelledby="retention-targets"><h2 id="retention-targets">Memory by operation</h2>
<div class="scroll"><table><tbody>
${rows.map(([operation, says]) => markup`<tr><th scope="row">${operation}</th><td>${says}</td></tr>`)}
</tbody></table></div></section>
`;
}

/** Shaded are the waves of fresh credentials; the chart is made of numbers and known words alone. */
function curve(retention: Retention): Markup | '' {
  const svg = memoryChartSvg(retention);
  if (svg === '') return '';
  return markup`<div class="curve ${toneOf(retention)}">${new Trusted(svg)}</div>
<p class="soft">Shaded: waves of new ${retention.arm === 'connection' ? 'connections' : 'credentials'}. Between them the same one, and silence.</p>`;
}

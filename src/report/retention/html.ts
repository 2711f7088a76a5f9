import type { Retention } from '../../result.ts';
import type { Markup } from '../html/markup.ts';
import { markup } from '../html/markup.ts';
import { page } from '../html/page.ts';
import { retentionSection } from '../html/retention.ts';
import type { RetentionReport } from './report.ts';

/** One retention run as a page: verdict, curve, findings, phases. */
export function retentionHtml({ result, fixes, tool }: RetentionReport): string {
  return page(
    `${result.verdict}: ${result.target}`,
    markup`<header><h1>${result.target}</h1>
<ul class="facts"><li>${result.arm} arm</li><li>runtime <b>${result.runtime}</b></li><li>${result.profile} profile</li></ul></header>
${retentionSection(result)}
${findings(result, fixes)}
${phases(result)}
<footer>middlebrick ${tool.version}. No credential that was sent is kept; the page holds no script and loads nothing.</footer>`,
  );
}

function findings({ findings: all }: Retention, fixes: RetentionReport['fixes']): Markup | '' {
  if (all.length === 0) return '';
  return markup`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${all.map(
  ({ id, title, severity, confidence, cwe, evidence, owasp }) =>
    markup`<details class="finding ${severity === 'informational' ? 'info' : severity}" open>
<summary><span class="badge">${severity}</span><h3>${title}</h3></summary>
<div class="inner"><p>${evidence}</p>${fixes.has(id) && markup`<h4>Fix</h4><p class="fix">${fixes.get(id)}</p>`}
<p class="refs">${[id, confidence, cwe.join(', '), owasp].join(' · ')}</p></div></details>`,
)}
</section>`;
}

function phases({ phases: all }: Retention): Markup | '' {
  if (all.length === 0) return '';
  return markup`<section aria-labelledby="phases"><h2 id="phases">Phases</h2>
<details><summary>What was sent in each</summary><div class="scroll"><table><thead><tr><th scope="col">Phase</th><th scope="col">Who asks</th><th scope="col">Seconds</th><th scope="col">Requests</th><th scope="col">Fresh</th></tr></thead><tbody>
${all.map((one) => markup`<tr><td>${one.name}</td><td>${one.arm}</td><td>${one.start.toFixed(1)} to ${one.end.toFixed(1)}</td><td>${one.requests.toLocaleString('en')}</td><td>${one.identities.toLocaleString('en')}</td></tr>`)}
</tbody></table></div></details></section>`;
}

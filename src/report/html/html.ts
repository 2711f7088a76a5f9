import { rootCauses } from '../../findings/root-causes.ts';
import type { ScanResult } from '../../result.ts';
import type { Reporter } from '../context.ts';
import { inAParagraph } from '../in-a-paragraph.ts';
import { dateOf } from '../trend.ts';
import { counted, openFindings, seconds, surfaceInShort } from '../words.ts';
import { authorizationSection } from './authorization.ts';
import { byOperationSection } from './by-operation.ts';
import { checksSection } from './checks.ts';
import { complianceSection } from './compliance.ts';
import { findingsSection } from './findings.ts';
import { fixFirstSection } from './fix-first.ts';
import { gauge } from './gauge.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { notTestedSection } from './not-tested.ts';
import { operationsSection, writesSection } from './operations.ts';
import { page } from './page.ts';
import { retentionSection } from './retention.ts';
import { trendLine } from './trend.ts';

/** The whole result as a page to keep, print and pass on: what decides first, proofs folded behind it. */
export const html: Reporter = (result, { trend }) => {
  const causes = rootCauses(openFindings(result));
  const host = new URL(result.target.url).host;
  return page(
    `${result.score.grade ?? 'No grade'}: ${host}`,
    markup`<header class="top">${gauge(result.score)}<div>
<h1>${result.target.url}</h1>
<p class="soft">${surfaceInShort(result)}</p>
<p class="brief">${inAParagraph(result, causes).map(({ says, isWorst }) => (isWorst ? markup`<strong>${says}</strong> ` : `${says} `))}</p>
${facts(result)}
</div></header>
${trendLine(result, trend)}
${notes(result)}
${fixFirstSection(causes)}
${checksSection(result)}
${result.retention && retentionSection(result.retention)}${authorizationSection(result)}
${findingsSection(result)}
${byOperationSection(result)}
${operationsSection(result)}
${writesSection(result)}
${complianceSection(result)}
${notTestedSection(result)}
<footer>${footer(result)}</footer>`,
  );
};

function facts(result: ScanResult): Markup {
  const { coverage, label } = result.score;
  return markup`<ul class="facts">
<li>${label}</li>
<li>coverage <b>${Math.round(coverage * 100)} %</b></li>
<li><b>${result.traffic.requests}</b> requests in <b>${seconds(result.durationMs)}</b></li>
<li>${result.mode} mode</li>
<li>${dateOf(result.startedAt)}</li>
</ul>`;
}

function notes(result: ScanResult): Markup[] {
  const lines = [
    ...(result.partial ? [`Partial: ${result.partial}. What was found by then is below.`] : []),
    // The first is the lowest: it is the one that holds.
    ...result.score.caps.slice(0, 1).map(({ limit, reason }) => `Score capped at ${limit}: ${reason}.`),
  ];
  return lines.map((line) => markup`<p class="note">${line}</p>`);
}

function footer({ tool, score, id, surface }: ScanResult): string {
  const others = (surface.spec?.documents?.length ?? 1) - 1;
  const beside = others > 0 ? ` and ${counted(others, 'further document')}` : '';
  const spec = surface.spec ? ` Spec: ${surface.spec.title} (OpenAPI ${surface.spec.version})${beside}.` : '';
  return `middlebrick ${tool.version}, scoring formula ${score.formula}, scan ${id}.${spec} Secrets are redacted; this page has no scripts and loads nothing.`;
}

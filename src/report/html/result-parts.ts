import { rootCauses } from '../../findings/root-causes.ts';
import type { ScanResult } from '../../result.ts';
import { inAParagraph } from '../in-a-paragraph.ts';
import { dateOf } from '../trend.ts';
import { openFindings, seconds, surfaceInShort } from '../words.ts';
import { authorizationSection } from './authorization.ts';
import { byOperationSection } from './by-operation.ts';
import { checksSection } from './checks.ts';
import { complianceSection } from './compliance.ts';
import { type FindingsOptions, findingsSection } from './findings.ts';
import { fixFirstSection } from './fix-first.ts';
import { gauge } from './gauge.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { notTestedSection } from './not-tested.ts';
import { operationsSection, writesSection } from './operations.ts';
import { retentionSection, retentionTargetsSection } from './retention.ts';

export interface ResultParts {
  /** Grade, target and what decides, in a paragraph. */
  readonly head: Markup;
  /** Why the result speaks of less than it could. */
  readonly notes: readonly Markup[];
  /** What to fix first, checks, findings, operations and what was not tested. */
  readonly sections: Markup;
}

/** A result as parts of a page: of the report, which stands alone, and of the server's pages. */
export function resultParts(result: ScanResult, options?: FindingsOptions): ResultParts {
  const causes = rootCauses(openFindings(result));
  return {
    head: markup`<header class="top">${gauge(result.score)}<div>
<h1>${result.target.url}</h1>
<p class="soft">${surfaceInShort(result)}</p>
<p class="brief">${inAParagraph(result, causes).map(({ says, isWorst }) => (isWorst ? markup`<strong>${says}</strong> ` : `${says} `))}</p>
${facts(result)}
</div></header>`,
    notes: notes(result),
    sections: markup`${fixFirstSection(causes)}
${checksSection(result)}
${result.retention && retentionSection(result.retention)}${retentionTargetsSection(result)}${authorizationSection(result)}
${findingsSection(result, options)}
${byOperationSection(result)}
${operationsSection(result)}
${writesSection(result)}
${complianceSection(result)}
${notTestedSection(result)}`,
  };
}

function facts(result: ScanResult): Markup {
  const { coverage, label } = result.score;
  return markup`<ul class="facts">
<li>${label}</li>
<li>coverage <b>${Math.round(coverage * 100)} %</b></li>
<li><b>${result.traffic.requests}</b> requests in <b>${seconds(result.durationMs)}</b></li>
<li>${result.mode} mode</li>
<li><time datetime="${result.startedAt}">${dateOf(result.startedAt)}</time></li>
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

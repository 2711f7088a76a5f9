import { NAMED } from '../../left-in-short.ts';
import type { Access, CheckOutcome, ScanResult } from '../../result.ts';
import { blindSpots } from '../blind-spots.ts';
import type { Reporter } from '../context.ts';
import {
  checkInWords,
  counted,
  gradeInWords,
  openFindings,
  seconds,
  severityCounts,
  surfaceInShort,
  writesInShort,
} from '../words.ts';
import { findingCard } from './finding.ts';
import { gauge, tone } from './gauge.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import { page } from './page.ts';
import { retentionSection } from './retention.ts';

/** The whole result as a page to keep, print and pass on. */
export const html: Reporter = (result) => {
  const host = new URL(result.target.url).host;
  return page(
    `${result.score.grade ?? 'No grade'}: ${host}`,
    markup`<header class="top">${gauge(result.score)}<div>
<h1>${result.target.url}</h1>
<p class="soft">${surfaceInShort(result)}</p>
<p>${gradeInWords(result.score)} · ${result.score.label}</p>
${facts(result)}
</div></header>
${notes(result)}
<section aria-labelledby="checks"><h2 id="checks">Checks</h2><div class="bars">${result.checks.map((check) => bar(check, result))}</div></section>
${result.retention && retentionSection(result.retention)}${findings(result)}
${operations(result)}
${writes(result)}
${notLookedAt(result)}
<footer>${footer(result)}</footer>`,
  );
};

function facts(result: ScanResult): Markup {
  const { coverage } = result.score;
  return markup`<ul class="facts">
<li><b>${counted(openFindings(result).length, 'finding')}</b></li>
<li>coverage <b>${Math.round(coverage * 100)} %</b></li>
<li><b>${result.traffic.requests}</b> requests in <b>${seconds(result.durationMs)}</b></li>
<li>${result.mode} mode</li>
<li>${result.startedAt.slice(0, 16).replace('T', ' ')} UTC</li>
</ul>`;
}

function notes(result: ScanResult): Markup[] {
  const lines = [
    ...(result.partial ? [`Partial: ${result.partial}. What was found by then is below.`] : []),
    // The first is the lowest: it is the one that holds.
    ...result.score.caps.slice(0, 1).map(({ limit, reason }) => `Score capped at ${limit}: ${reason}.`),
    ...blindSpots(result),
  ];
  return lines.map((line) => markup`<p class="note">${line}</p>`);
}

/** A score of zero shows its colour, too. */
const LEAST_BAR = 3;

function bar(check: CheckOutcome, result: ScanResult): Markup {
  const what = checkInWords(check, result);
  const cells =
    check.score === null
      ? markup`<span class="bar none"></span><span class="num soft">–</span>`
      : markup`<span class="bar ${tone(check.score)}"><i style="width:${Math.max(LEAST_BAR, Math.round(check.score))}%"></i></span><span class="num">${Math.round(check.score)}</span>`;
  return markup`<span class="title">${check.title}</span>${cells}<span class="what soft">${what}</span>`;
}

function findings(result: ScanResult): Markup {
  const open = openFindings(result);
  const accepted = result.findings.filter((finding) => finding.suppressed);
  return markup`<section aria-labelledby="findings"><h2 id="findings">${open.length === 0 ? 'No findings' : `${counted(open.length, 'finding')}: ${severityCounts(open)}`}</h2>
${open.map(findingCard)}</section>
${accepted.length > 0 && markup`<section aria-labelledby="accepted"><h2 id="accepted">Accepted</h2>${accepted.map(findingCard)}</section>`}`;
}

function operations(result: ScanResult): Markup | '' {
  const { operations: all } = result;
  if (all.length === 0) return '';
  const identities = result.surface.identities.map(({ name }) => name);
  const compared = identities.length > 1 ? identities : [];
  return markup`<section aria-labelledby="operations"><h2 id="operations">${counted(all.length, 'operation')}</h2>
<details><summary>Status of each</summary><div class="scroll"><table><thead><tr><th scope="col">Operation</th><th scope="col">Source</th><th scope="col">Status</th>${compared.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead><tbody>
${all.map((one) => markup`<tr><td><code>${one.id}</code></td><td>${one.source}</td><td>${one.status}${one.reason ? markup`: <span class="soft">${one.reason}</span>` : ''}</td>${compared.map((name) => accessCell(one.access?.find(({ identity }) => identity === name)?.result))}</tr>`)}
</tbody></table></div></details></section>`;
}

/** One cell of the authorization matrix: told in words, the colour only repeats it. */
function accessCell(got: Access = 'not-tested'): Markup {
  return markup`<td class="access ${got}">${got.replace('-', ' ')}</td>`;
}

/** What an active scan made, changed and removed. */
function writes(result: ScanResult): Markup | '' {
  const rows = result.writes ?? [];
  if (rows.length === 0) return '';
  return markup`<section aria-labelledby="writes"><h2 id="writes">${writesInShort(result) ?? 'Writes'}</h2>
${leftBehind(result.notRemoved)}
<details><summary>By operation</summary><div class="scroll"><table><thead><tr><th scope="col">Operation</th><th scope="col">By</th><th scope="col">Made</th><th scope="col">Left</th><th scope="col">Changes</th><th scope="col">Removals</th><th scope="col">Refused</th><th scope="col">Logins and queries</th></tr></thead><tbody>
${rows.map((row) => markup`<tr><td><code>${row.operation}</code></td><td>${row.identity}</td><td>${row.created}</td><td>${row.notRemoved}</td><td>${row.updates}</td><td>${row.deletions}</td><td>${row.refused}</td><td>${row.other}</td></tr>`)}
</tbody></table></div></details></section>`;
}

/** Few are told at once; more are folded, so that they do not hide what follows. */
function leftBehind(left: readonly string[] = []): Markup | '' {
  if (left.length === 0) return '';
  if (left.length <= NAMED)
    return markup`${left.map((what) => markup`<p class="note">Left behind: ${what}.</p>`)}`;
  return markup`<details><summary>Left behind: ${left.length} things</summary><ul>${left.map((what) => markup`<li>${what}</li>`)}</ul></details>`;
}

function notLookedAt({ checks }: ScanResult): Markup | '' {
  const rules = checks.flatMap((check) =>
    check.rules
      .filter(({ status }) => status === 'skipped' || status === 'errored')
      .map((rule) => ({ check, rule })),
  );
  if (rules.length === 0) return '';
  return markup`<section aria-labelledby="skipped"><h2 id="skipped">Not tested: ${counted(rules.length, 'rule')}</h2>
<details><summary>Which rules, and why</summary><div class="scroll"><table><thead><tr><th scope="col">Rule</th><th scope="col">Check</th><th scope="col">Why</th></tr></thead><tbody>
${rules.map(({ check, rule }) => markup`<tr><td><code>${rule.rule}</code></td><td>${check.title}</td><td>${rule.status}: ${rule.reason ?? ''}</td></tr>`)}
</tbody></table></div></details></section>`;
}

function footer({ tool, score, id, surface }: ScanResult): string {
  const others = (surface.spec?.documents?.length ?? 1) - 1;
  const beside = others > 0 ? ` and ${counted(others, 'further document')}` : '';
  const spec = surface.spec ? ` Spec: ${surface.spec.title} (OpenAPI ${surface.spec.version})${beside}.` : '';
  return `middlebrick ${tool.version}, scoring formula ${score.formula}, scan ${id}.${spec} Secrets are redacted; this page has no scripts and loads nothing.`;
}

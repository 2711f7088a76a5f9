import { byUrgency } from '../../findings/ranking.ts';
import type { CheckOutcome, Finding, ScanResult } from '../../result.ts';
import { pointsOf } from '../../score/score.ts';
import { checkInWords, counted, openFindings } from '../words.ts';
import { tone } from './gauge.ts';
import { badge, toFinding } from './links.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** A score of zero shows its colour, too. */
const LEAST_BAR = 3;

/** Worst first; those that did not run stand last, and each opens to its arithmetic. */
export function checksSection(result: ScanResult): Markup {
  const worstFirst = result.checks.toSorted((a, b) => (a.score ?? 101) - (b.score ?? 101));
  return markup`<section aria-labelledby="checks"><h2 id="checks">Checks</h2>
<p class="soft screen">Each opens to its findings and to how its score comes about.</p>
<div class="checks">${worstFirst.map((check) => row(check, result))}</div></section>`;
}

function row(check: CheckOutcome, result: ScanResult): Markup {
  const { score, title } = check;
  const shown = score === null ? 0 : Math.round(score);
  const cells =
    score === null
      ? markup`<span class="bar none"></span><span class="num soft">–</span>`
      : markup`<svg class="bar ${tone(score)}${shown === 0 && ' zero'}" aria-hidden="true"><rect width="${Math.max(LEAST_BAR, shown)}%" height="100%" rx="6"/></svg><span class="num ${tone(score)}">${shown}</span>`;
  return markup`<details class="check"><summary><span class="title">${title}</span>${cells}<span class="what soft">${checkInWords(check, result)}</span></summary>
<div class="inner">${arithmetic(check, result)}${tested(check)}</div></details>`;
}

/** 100 less the points of each finding; below 0 it does not go. */
function arithmetic(check: CheckOutcome, result: ScanResult): Markup | '' {
  if (check.score === null) return '';
  const own = openFindings(result)
    .filter((finding) => finding.check === check.id)
    .map((finding): [Finding, number] => [finding, pointsOf(finding)])
    .sort(([a, less], [b, more]) => more - less || byUrgency(a, b));
  if (own.length === 0) return markup`<p>100 points: no finding takes any.</p>`;
  const left = 100 - own.reduce((sum, [, points]) => sum + points, 0);
  const floor = left < 0 ? `, counted as 0` : '';
  return markup`<table class="sum"><tbody>
<tr><td class="num">100</td><td>points to begin with</td></tr>
${own.map(([finding, points]) => markup`<tr><td class="num">${minus(points)}</td><td>${badge(finding)} ${toFinding(finding)} <span class="soft">${finding.confidence}</span></td></tr>`)}
<tr class="total"><td class="num">${number(left)}</td><td>points left${floor}</td></tr></tbody></table>`;
}

function tested({ rules, coverage }: CheckOutcome): Markup | '' {
  const ran = rules.filter(({ status }) => status === 'passed' || status === 'failed').length;
  const share = coverage === null ? '' : `; coverage ${Math.round(coverage * 100)} %`;
  return markup`<p class="soft">${ran} of ${counted(rules.length, 'rule')} ran${share}.</p>`;
}

function minus(points: number): string {
  return points === 0 ? '0' : `−${number(points)}`;
}

/** Shares of points have a decimal; a minus is a minus. */
function number(points: number): string {
  return String(Math.round(points * 10) / 10).replace('-', '−');
}

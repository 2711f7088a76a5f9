import { tone } from '../../../report/html/gauge.ts';
import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { CheckHistory } from '../../api/history.ts';
import { change, shown } from './grade.ts';
import { sparkline } from './sparkline.ts';

/** Each check with its score now and how it came there, worst first; those that did not run stand last. */
export function checkHistory({ scans }: CheckHistory): Markup | '' {
  const newest = scans.at(-1);
  if (newest === undefined) return '';
  const rows = newest.checks
    .map((check) => {
      const scores = scans.flatMap(({ checks }) => {
        const score = checks.find(({ id }) => id === check.id)?.score;
        return score === null || score === undefined ? [] : [score];
      });
      const before = scans.at(-2)?.checks.find(({ id }) => id === check.id)?.score;
      const moved =
        check.score === null || before === null || before === undefined ? null : check.score - before;
      return { ...check, scores, moved };
    })
    .sort((a, b) => (a.score ?? 101) - (b.score ?? 101));
  return markup`<section class="panel" aria-labelledby="checks"><h2 id="checks">Checks</h2>
<ul class="check-rows">${rows.map(
    ({ title, score, coverage, scores, moved }) =>
      markup`<li><span class="title">${title}</span>${sparkline(scores) || markup`<span class="no-spark"></span>`}<span class="num ${score === null ? 'soft' : tone(score)}">${shown(score)}</span><span class="moved">${change(moved)}</span><span class="soft what">${score === null ? 'not tested' : tested(coverage)}</span></li>`,
  )}</ul></section>`;
}

function tested(coverage: number | null): string {
  return coverage === null || coverage >= 1 ? '' : `${Math.round(coverage * 100)} % tested`;
}

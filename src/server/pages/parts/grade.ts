import { tone } from '../../../report/html/gauge.ts';
import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { Grade, Severity } from '../../../result.ts';
import { SEVERITIES } from '../../../result.ts';

/** The grade as a tile, with its score below. */
export function gradeTile(grade: Grade | null, score: number | null): Markup {
  const spoken = grade === null ? 'No grade' : `Grade ${grade}, ${shown(score)} of 100`;
  return markup`<span class="grade ${score === null ? 'none' : tone(score)}" role="img" aria-label="${spoken}"><b>${grade ?? '–'}</b><small>${score === null ? '' : shown(score)}</small></span>`;
}

/** In a line of text or a cell. */
export function gradeInline(grade: Grade | null, score: number | null): Markup {
  if (score === null) return markup`<span class="soft">no grade</span>`;
  return markup`<span class="grade-inline ${tone(score)}"><b>${grade ?? '–'}</b> ${shown(score)}</span>`;
}

/** `+4`, `−12`; nothing where nothing changed. */
export function change(by: number | null): Markup | '' {
  if (by === null || Math.round(by) === 0) return '';
  return markup`<span class="change ${by > 0 ? 'good' : 'bad'}">${by > 0 ? '+' : '−'}${Math.abs(Math.round(by))}</span>`;
}

/** Scores have a decimal inside and none outside. */
export function shown(score: number | null): number | string {
  return score === null ? '–' : Math.round(score);
}

/** `2 critical 1 high`, worst first, without zeros; notes count where there is nothing else. */
export function severityCounts(open: Readonly<Record<Severity, number>> | null): Markup {
  if (open === null) return markup`<span class="soft">–</span>`;
  const seen = SEVERITIES.filter((severity) => open[severity] > 0);
  const counts = seen.length > 1 ? seen.filter((severity) => severity !== 'info') : seen;
  if (counts.length === 0) return markup`<span class="soft">none open</span>`;
  return markup`<span class="counts">${counts.map((severity) => markup`<span class="count ${severity}" title="${open[severity]} ${severity}">${open[severity]}<span class="word"> ${severity}</span></span> `)}</span>`;
}

export function severityBadge(severity: Severity): Markup {
  return markup`<span class="badge ${severity}">${severity}</span>`;
}

import { tone } from '../../../report/html/gauge.ts';
import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { dateOf } from '../../../report/trend.ts';
import type { TrendView } from '../../api/apis.ts';
import type { ReleaseView } from '../../api/releases.ts';
import type { ScheduleView } from '../../api/schedule-views.ts';
import { change, gradeInline, severityCounts, shown } from './grade.ts';
import { scheduleMark, scheduleMarks } from './schedule-marks.ts';
import { moment } from './time.ts';

type Point = TrendView['points'][number];

/** One drawing for wide screens and one for phones: letters keep their size on both. */
const SIZES = [
  { name: 'wide', width: 880, height: 240, dates: 6 },
  { name: 'narrow', width: 350, height: 210, dates: 3 },
] as const;
const EDGE = { left: 30, right: 12, top: 24, bottom: 26 };
const ROWS = [0, 25, 50, 75, 100];
/** A line of one point is none. */
const LEAST = 2;

/** The score over time as a line, each scan a link, and the same as a table. */
export function scoreChart(
  points: readonly Point[],
  releases: readonly ReleaseView[],
  schedules: readonly ScheduleView[],
): Markup {
  const scored = points.filter((point): point is Scored => point.score !== null);
  const line =
    scored.length < LEAST
      ? markup`<p class="soft">${points.length === 0 ? 'No scan has a result yet.' : 'A second scan with a score begins the line.'}</p>`
      : markup`<div class="chart">${SIZES.map((size) => drawing(scored, { releases, schedules }, size))}</div>${legend(scored, { releases, schedules })}`;
  return markup`${line}${points.length > 0 && table(points)}`;
}

/** What else happened, below the line of scores. */
interface Beside {
  readonly releases: readonly ReleaseView[];
  readonly schedules: readonly ScheduleView[];
}

type Scored = Point & { readonly score: number };

function drawing(
  points: readonly Scored[],
  { releases, schedules }: Beside,
  { name, width, height, dates }: (typeof SIZES)[number],
): Markup {
  const times = points.map(({ at }) => Date.parse(at));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const span = Math.max(1, last - first);
  const inner = { width: width - EDGE.left - EDGE.right, height: height - EDGE.top - EDGE.bottom };
  const x = (time: number) => round(EDGE.left + ((time - first) / span) * inner.width);
  const y = (score: number) => round(EDGE.top + (1 - score / 100) * inner.height);
  const places = points.map((point, at) => ({ point, x: x(times[at] ?? 0), y: y(point.score) }));
  const gap = span / (dates - 1);
  const marks = Array.from({ length: dates }, (_, at) => first + gap * at);
  const seen = within(points, releases);
  return markup`<svg class="score-line ${name}" viewBox="0 0 ${width} ${height}" role="group" aria-label="Score over time">
<g class="rows">${ROWS.map((row) => markup`<path d="M${EDGE.left} ${y(row)}H${width - EDGE.right}"/><text x="${EDGE.left - 6}" y="${y(row) + 4}" text-anchor="end">${row}</text>`)}</g>
<g class="dates" aria-hidden="true">${marks.map((time, at) => markup`<text x="${x(time)}" y="${height - 6}" text-anchor="${anchorOf(at, dates)}">${dayOf(time, gap)}</text>`)}</g>
<path class="area" d="M${places[0]?.x ?? 0} ${y(0)}${places.map((one) => `L${one.x} ${one.y}`).join('')}L${places.at(-1)?.x ?? 0} ${y(0)}Z"/>
<g class="releases">${seen.map((release) => releaseLine(release, { x: x(Date.parse(release.at)), floor: y(0), width }, seen.length <= MOST_NAMES))}</g>
<g class="schedules">${within(points, scheduleMarks(schedules)).map((mark) => scheduleMark(mark, x(Date.parse(mark.at)), y(0)))}</g>
<polyline points="${places.map((one) => `${one.x},${one.y}`).join(' ')}"/>
${places.map(scanMark)}</svg>`;
}

/** Scans of a schedule are squares, uploads are triangles, and those that somebody asked for are circles. */
function scanMark({
  point,
  x,
  y,
}: {
  readonly point: Scored;
  readonly x: number;
  readonly y: number;
}): Markup {
  const says = `${dateOf(point.at)}: ${point.grade ?? 'no grade'}, ${shown(point.score)}, ${originOf(point)}`;
  const shape = {
    upload: markup`<path class="mark ${tone(point.score)}" d="M${x - 6} ${y + 5}L${x} ${y - 6}L${x + 6} ${y + 5}Z"><title>${says}</title></path>`,
    scheduled: markup`<rect class="mark ${tone(point.score)}" x="${x - 5}" y="${y - 5}" width="10" height="10"><title>${says}</title></rect>`,
    'asked for': markup`<circle class="mark ${tone(point.score)}" cx="${x}" cy="${y}" r="5.5"><title>${says}</title></circle>`,
  }[originOf(point)];
  return markup`<a href="/scans/${point.scan}" aria-label="${says}">${shape}</a>`;
}

function originOf({ source, schedule }: Point): 'upload' | 'scheduled' | 'asked for' {
  if (source === 'upload') return 'upload';
  return schedule === null ? 'asked for' : 'scheduled';
}

/** More names would stand on each other: then each is told when it is pointed at. */
const MOST_NAMES = 6;
const LONGEST_NAME = 14;

/** Nearer to the right edge a name stands before its line. */
const NAME_WIDTH = 100;

function releaseLine(
  { name, at }: ReleaseView,
  { x, floor, width }: { readonly x: number; readonly floor: number; readonly width: number },
  isNamed: boolean,
): Markup {
  const isLast = x > width - NAME_WIDTH;
  return markup`<g><path d="M${x} ${EDGE.top - 20}V${floor}"/>${isNamed && markup`<text x="${isLast ? x - 4 : x + 4}" y="${EDGE.top - 10}"${isLast && markup` text-anchor="end"`}>${name.slice(0, LONGEST_NAME)}</text>`}<title>Release ${name}, ${dateOf(at)}</title></g>`;
}

/** Those between the first scan and the last: the line begins and ends there. */
function within<Mark extends { readonly at: string }>(
  points: readonly Scored[],
  marks: readonly Mark[],
): Mark[] {
  const [first = '', last = ''] = [points[0]?.at, points.at(-1)?.at];
  return marks.filter(({ at }) => at >= first && at <= last);
}

function legend(points: readonly Scored[], { releases, schedules }: Beside): Markup {
  const origins = new Set(points.map(originOf));
  const seen = within(points, releases);
  const marks = new Set(within(points, scheduleMarks(schedules)).map(({ kind }) => kind));
  return markup`<p class="legend soft">${origins.has('asked for') && markup`<span>● asked for</span>`}${origins.has('scheduled') && markup`<span>■ scheduled</span>`}${origins.has('upload') && markup`<span>▲ upload</span>`}${seen.length > 0 && markup`<span>┆ release${seen.length > MOST_NAMES && `s, ${seen.length}`}</span>`}${marks.has('begun') && markup`<span>▴ schedule added</span>`}${marks.has('left-out') && markup`<span>✕ run left out</span>`}</p>`;
}

function anchorOf(at: number, count: number): string {
  if (at === 0) return 'start';
  return at === count - 1 ? 'end' : 'middle';
}

const DAY_MS = 86_400_000;

/** With its time where a day would stand there several times. */
function dayOf(time: number, gap: number): string {
  const at = new Date(time).toISOString();
  return gap < DAY_MS ? `${at.slice(5, 10)} ${at.slice(11, 16)}` : at.slice(0, 10);
}

function table(points: readonly Point[]): Markup {
  const rows = points.map((point, at) => ({ point, before: points[at - 1] })).reverse();
  return markup`<details class="as-table"><summary>Scores as a table</summary><div class="scroll" tabindex="0" role="group" aria-label="Scores"><table><thead><tr><th scope="col">Scan</th><th scope="col">By</th><th scope="col">Score</th><th scope="col">Change</th><th scope="col">Coverage</th><th scope="col">Open findings</th><th scope="col">Compare</th></tr></thead><tbody>${rows.map(
    ({ point, before }) =>
      markup`<tr><th scope="row"><a href="/scans/${point.scan}">${moment(point.at)}</a></th><td>${originOf(point)}</td><td>${gradeInline(point.grade, point.score)}</td><td>${change(differenceOf(point, before))}</td><td>${point.coverage === null ? '–' : `${Math.round(point.coverage * 100)} %`}</td><td>${severityCounts(point.open)}</td><td>${before && markup`<a href="/compare?before=${before.scan}&amp;after=${point.scan}">with the one before</a>`}</td></tr>`,
  )}</tbody></table></div></details>`;
}

function differenceOf(point: Point, before: Point | undefined): number | null {
  if (point.score === null || before === undefined || before.score === null) return null;
  return point.score - before.score;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

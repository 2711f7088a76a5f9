import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { seconds } from '../../../report/words.ts';
import type { ScanView } from '../../api/views.ts';
import { gradeInline, severityCounts } from './grade.ts';
import { isUnderWay, scanStatus } from './scan-status.ts';
import { moment } from './time.ts';

/** Newest first. @param names of the APIs, where scans of several are listed */
export function scansTable(scans: readonly ScanView[], names?: ReadonlyMap<string, string>): Markup {
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="Scans"><table class="scans tight"><thead><tr><th scope="col">Started</th>${names && markup`<th scope="col">API</th>`}<th scope="col">Status</th><th scope="col">Score</th><th scope="col">Open findings</th><th scope="col" class="wide-only">By</th><th scope="col" class="wide-only">Time</th></tr></thead><tbody>${scans.map(
    (scan) =>
      markup`<tr><th scope="row"><a href="/scans/${scan.id}">${moment(scan.startedAt ?? scan.createdAt)}</a></th>${names && markup`<td><a href="/apis/${scan.api}">${names.get(scan.api) ?? 'an API'}</a></td>`}<td>${scanStatus(scan.status)}${scan.partial !== null && markup` <span class="soft">partial</span>`}</td><td>${isUnderWay(scan.status) ? '' : gradeInline(scan.grade, scan.score)}</td><td>${scan.open && severityCounts(scan.open)}</td><td class="wide-only">${scan.source === 'upload' ? 'upload' : `server, ${scan.mode}`}</td><td class="wide-only">${scan.durationMs === null ? '' : seconds(scan.durationMs)}</td></tr>`,
  )}</tbody></table></div>`;
}

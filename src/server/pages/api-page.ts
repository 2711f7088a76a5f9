import { gauge } from '../../report/html/gauge.ts';
import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import type { TrendView } from '../api/apis.ts';
import type { AuthorizationView, CheckHistory, FindingAgesView } from '../api/history.ts';
import type { ReleaseView } from '../api/releases.ts';
import type { RetentionTrendView } from '../api/retention-views.ts';
import type { ScheduleView } from '../api/schedule-views.ts';
import type { ApiView, FindingView, ScanView } from '../api/views.ts';
import { idIn } from './address.ts';
import { csrfField } from './form.ts';
import { showPage } from './layout.ts';
import { apiLinks } from './parts/api-links.ts';
import { authorization } from './parts/authorization.ts';
import { checkHistory } from './parts/check-history.ts';
import { findingAges } from './parts/finding-ages.ts';
import { findingsList } from './parts/findings-list.ts';
import type { List } from './parts/list.ts';
import { memoryHistory } from './parts/memory-history.ts';
import { isUnderWay, scanStatus } from './parts/scan-status.ts';
import { scansTable } from './parts/scans-table.ts';
import { scoreChart } from './parts/score-chart.ts';
import { ago } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

const POINTS = 100;
const CHECKS = 20;
const SCANS = 10;
const FINDINGS = 8;

/** One API: how it stands, how it came there, and what is open. */
export function apiPage() {
  return pageRouter().get('/apis/:id', async (context) => {
    const client = context.get('api');
    const id = idIn(context);
    const api = await client.get<ApiView>(`/apis/${id}`);
    const [trend, releases, schedules, checks, ages, matrix, memory, scans, open] = await Promise.all([
      client.get<TrendView>(`/apis/${id}/trend`, { limit: POINTS }),
      client.get<{ items: ReleaseView[] }>(`/apis/${id}/releases`, { limit: POINTS }),
      client.get<List<ScheduleView>>('/schedules', { api: api.id, limit: POINTS }),
      client.get<CheckHistory>(`/apis/${id}/checks`, { limit: CHECKS }),
      client.get<FindingAgesView>(`/apis/${id}/finding-ages`),
      client.get<AuthorizationView>(`/apis/${id}/authorization`),
      client.get<RetentionTrendView>(`/apis/${id}/retention`),
      client.get<List<ScanView>>('/scans', { api: api.id, limit: SCANS }),
      client.get<List<FindingView>>('/findings', { api: api.id, open: 'true', limit: FINDINGS }),
    ]);
    const newest = scans.items.find(({ id: scan }) => scan === api.lastScan);
    const underWay = scans.items.find(({ status }) => isUnderWay(status));
    return showPage(context, {
      title: api.name,
      nav: '/',
      above: [{ title: 'APIs', path: '/' }],
      ...(underWay ? { refreshSeconds: 10 } : {}),
      body: markup`${head(context, api, newest, underWay)}
${
  scans.items.length === 0
    ? notScanned(context, api)
    : markup`<section class="panel" aria-labelledby="trend"><h2 id="trend">Score over time</h2>${scoreChart(trend.points, releases.items, schedules.items)}${markRelease(context, api)}</section>
<div class="columns">${checkHistory(checks)}<div>${findingAges(ages, api.id)}${openFindings(open, api)}</div></div>
${authorization(matrix)}
${memoryHistory(memory)}
<section class="panel" aria-labelledby="scans"><h2 id="scans">Scans</h2>${scansTable(scans.items)}
${scans.next !== null && markup`<p><a href="/scans?api=${api.id}">All scans of this API</a></p>`}</section>`
}`,
    });
  });
}

function head(
  context: PageContext,
  api: ApiView,
  newest: ScanView | undefined,
  underWay: ScanView | undefined,
): Markup {
  const { caller } = context.get('session');
  const mayScan = allows(caller.scopes, 'scan');
  return markup`<div class="page-head api-head">${newest && gauge({ grade: newest.grade, value: newest.score === null ? null : Math.round(newest.score) })}
<div><h1>${api.name}</h1><p class="address"><a href="${api.url}" rel="noreferrer">${api.url}</a></p>
<ul class="facts">${api.owner && markup`<li>owner <b>${api.owner}</b></li>`}<li><b>${api.mode}</b> scans</li>${api.spec && markup`<li>document <b>${api.spec}</b></li>`}${newest?.label && markup`<li>${newest.label}</li>`}${newest?.coverage !== undefined && newest.coverage !== null && markup`<li>coverage <b>${Math.round(newest.coverage * 100)} %</b></li>`}${api.lastScanAt && markup`<li>last scan ${ago(api.lastScanAt)}</li>`}</ul>
${api.labels.length > 0 && markup`<p class="tags">${api.labels.map((label) => markup`<a class="tag" href="/?label=${encodeURIComponent(label)}">${label}</a>`)}</p>`}
${apiLinks(api.id)}
${underWay && markup`<p>A scan is <a href="/scans/${underWay.id}">${scanStatus(underWay.status)}</a>.</p>`}</div>
${mayScan && markup`<div class="actions">${scanNow(context, api)}<a class="button" href="/apis/${api.id}/edit">Edit</a></div>`}</div>`;
}

function scanNow(context: PageContext, { id }: ApiView): Markup {
  return markup`<form method="post" action="/apis/${id}/scan">${csrfField(context.get('session'))}<button type="submit" class="primary">Scan now</button></form>`;
}

function markRelease(context: PageContext, { id }: ApiView): Markup | '' {
  const session = context.get('session');
  if (!allows(session.caller.scopes, 'scan')) return '';
  return markup`<details class="as-table"><summary>Mark a release</summary><form method="post" action="/apis/${id}/releases" class="filters">${csrfField(session)}<label>Version <input type="text" name="name" required maxlength="100" placeholder="2.4.0"></label><button type="submit">Mark it now</button></form><p class="soft">Pipelines do it by <code>POST /api/v1/apis/${id}/releases</code>.</p></details>`;
}

function notScanned(context: PageContext, api: ApiView): Markup {
  const mayScan = allows(context.get('session').caller.scopes, 'scan');
  return markup`<div class="empty"><h2>Not scanned yet</h2><p>The first scan gives it a grade. A ${api.mode} scan takes a few minutes.</p>
${mayScan && scanNow(context, api)}</div>`;
}

function openFindings({ items, next }: List<FindingView>, api: ApiView): Markup | '' {
  if (items.length === 0) return '';
  return markup`<section class="panel" aria-labelledby="open"><h2 id="open">Open findings</h2>${findingsList(items)}
${next !== null && markup`<p><a href="/findings?api=${api.id}">All findings of this API</a></p>`}</section>`;
}

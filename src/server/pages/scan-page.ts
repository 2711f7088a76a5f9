import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { resultParts } from '../../report/html/result-parts.ts';
import type { ScanResult } from '../../result.ts';
import { allows } from '../api/api-keys.ts';
import type { TrendView } from '../api/apis.ts';
import type { ApiView, ScanView } from '../api/views.ts';
import { askedFor, idIn } from './address.ts';
import { csrfField, readForm } from './form.ts';
import { type Page, showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { allFindings } from './parts/all-findings.ts';
import { downloads } from './parts/downloads.ts';
import { findingSearch, holdsWords } from './parts/finding-search.ts';
import { isUnderWay, scanStatus } from './parts/scan-status.ts';
import { moment } from './parts/time.ts';
import { triage } from './parts/triage.ts';
import { progress } from './scan-progress.ts';
import { type PageContext, pageRouter } from './site.ts';

/** Where there is no script, the page of a scan under way is loaded again so often. */
const REFRESH_SECONDS = 5;
const POINTS = 200;

/** One scan: its progress while it runs, then its result. */
export function scanPage() {
  return pageRouter()
    .get('/scans/:id', async (context) => {
      const client = context.get('api');
      const scan = await client.get<ScanView>(`/scans/${idIn(context)}`);
      const api = await client.get<ApiView>(`/apis/${scan.api}`);
      return showPage(context, {
        title: 'Scan',
        nav: '/scans',
        above: [
          { title: 'APIs', path: '/' },
          { title: api.name, path: `/apis/${api.id}` },
        ],
        ...(await pageOf(context, scan, api)),
      });
    })
    .post('/scans/:id/cancel', async (context) => {
      await readForm(context);
      await context.get('api').send('POST', `/scans/${idIn(context)}/cancel`);
      return redirect(context, `/scans/${idIn(context)}`);
    })
    .post('/scans/:id/delete', async (context) => {
      await readForm(context);
      const scan = await context.get('api').get<ScanView>(`/scans/${idIn(context)}`);
      await context.get('api').send('DELETE', `/scans/${scan.id}`);
      return redirect(context, `/apis/${scan.api}`, 'scan-deleted');
    });
}

async function pageOf(
  context: PageContext,
  scan: ScanView,
  api: ApiView,
): Promise<Pick<Page, 'body' | 'refreshSeconds'>> {
  if (isUnderWay(scan.status))
    return { body: await progress(context, scan, api), refreshSeconds: REFRESH_SECONDS };
  // Of a scan that failed, or was cancelled before it had one.
  if (scan.label === null) return { body: withoutResult(context, scan, api) };
  return { body: await withResult(context, scan, api) };
}

function withoutResult(context: PageContext, scan: ScanView, api: ApiView): Markup {
  const session = context.get('session');
  const mayScan = allows(session.caller.scopes, 'scan');
  return markup`<div class="page-head"><div><h1>Scan of ${api.name}</h1><p>${scanStatus(scan.status)} <span class="soft">${moment(scan.finishedAt ?? scan.createdAt)}</span></p></div></div>
<div class="empty"><h2>${scan.status === 'cancelled' ? 'Cancelled before it found anything' : 'The scan failed'}</h2>
${scan.error && markup`<p>${scan.error.message}</p><p class="soft">${scan.error.code}</p>`}
${mayScan && markup`<form method="post" action="/apis/${api.id}/scan">${csrfField(session)}<button type="submit" class="primary">Scan again</button></form>`}</div>
${actions(context, scan)}`;
}

async function withResult(context: PageContext, scan: ScanView, api: ApiView): Promise<Markup> {
  const client = context.get('api');
  const session = context.get('session');
  const mayChange = allows(session.caller.scopes, 'scan');
  const [result, known, trend] = await Promise.all([
    client.get<ScanResult>(`/scans/${encodeURIComponent(scan.id)}/result`),
    allFindings(client, api.id),
    client.get<TrendView>(`/apis/${api.id}/trend`, { limit: POINTS }),
  ]);
  const { search } = askedFor(context, 'search');
  const { head, notes, sections } = resultParts(result, {
    beside: (finding) => {
      const told = known.get(finding.fingerprint);
      if (told === undefined) return '';
      return triage(told, session, { mayChange, back: `/scans/${scan.id}#${finding.fingerprint}` });
    },
    search: findingSearch(`/scans/${scan.id}`, search),
    fits: (finding) => holdsWords(finding, search),
  });
  const at = trend.points.findIndex((point) => point.scan === scan.id);
  const before = trend.points[at - 1];
  return markup`<div class="result">${head}
<div class="toolbar">${before && at > 0 && markup`<a class="button" href="/compare?before=${before.scan}&amp;after=${scan.id}">Compare with the scan before</a>`}${downloads(scan.id)}</div>
${scan.status === 'cancelled' && markup`<p class="notice fair">This scan was cancelled: what it found until then is here.</p>`}
${notes}
${sections}</div>
${actions(context, scan)}`;
}

function actions(context: PageContext, scan: ScanView): Markup | '' {
  const session = context.get('session');
  if (!allows(session.caller.scopes, 'admin')) return '';
  return markup`<details class="other"><summary>Delete this scan</summary><form method="post" action="/scans/${scan.id}/delete" class="stack">${csrfField(session)}<p>Its result goes with it. What is known of findings stays.</p><div class="row"><button type="submit" class="danger">Delete the scan</button></div></form></details>`;
}

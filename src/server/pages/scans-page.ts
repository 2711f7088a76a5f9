import { markup } from '../../report/html/markup.ts';
import type { ScanView } from '../api/views.ts';
import { SCAN_STATUSES } from '../store/schema.ts';
import { askedFor } from './address.ts';
import { showPage } from './layout.ts';
import { apiNames } from './parts/api-names.ts';
import { type List, moreLink } from './parts/list.ts';
import { chooser, type Option } from './parts/options.ts';
import { isUnderWay } from './parts/scan-status.ts';
import { scansTable } from './parts/scans-table.ts';
import { pageRouter } from './site.ts';

/** Scans of all APIs, newest first. */
export function scansPage() {
  return pageRouter().get('/scans', async (context) => {
    const asked = askedFor(context, 'api', 'status', 'cursor');
    const client = context.get('api');
    const list = await client.get<List<ScanView>>('/scans', asked);
    const { items } = list;
    const names = await apiNames(client, [
      ...items.map((scan) => scan.api),
      ...(asked.api ? [asked.api] : []),
    ]);
    const of = asked.api && names.get(asked.api);
    return showPage(context, {
      title: 'Scans',
      nav: '/scans',
      ...(items.some((scan) => isUnderWay(scan.status)) ? { refreshSeconds: 10 } : {}),
      body: markup`<div class="page-head"><div><h1>Scans</h1>${of && markup`<p class="soft">of <a href="/apis/${asked.api}">${of}</a>; <a href="/scans">of all APIs</a></p>`}</div></div>
<form class="filters" method="get" action="/scans">${asked.api && markup`<input type="hidden" name="api" value="${asked.api}">`}
${chooser('Status', 'status', [['', 'all'], ...SCAN_STATUSES.map((one): Option => [one, one])], asked.status)}<button type="submit">Show</button></form>
${items.length === 0 ? markup`<div class="empty"><h2>No scan here</h2><p>Start one from the page of an <a href="/">API</a>, or send a result: <code>middlebrick scan … --upload</code>.</p></div>` : markup`<section class="panel" aria-label="Scans">${scansTable(items, names)}</section>`}
${moreLink('/scans', asked, list, 'Earlier scans')}`,
    });
  });
}

import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { counted } from '../../report/words.ts';
import { GRADES } from '../../result.ts';
import { allows } from '../api/api-keys.ts';
import type { OverviewItem, OverviewTotalsView } from '../api/overview.ts';
import { askedFor } from './address.ts';
import { queryOf } from './api-client.ts';
import { csrfField } from './form.ts';
import { showPage } from './layout.ts';
import { change, gradeTile, severityBadge, severityCounts } from './parts/grade.ts';
import { type List, moreLink } from './parts/list.ts';
import { chooser, type Option } from './parts/options.ts';
import { scanStatus } from './parts/scan-status.ts';
import { sparkline } from './parts/sparkline.ts';
import { ago } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

/** All APIs at a glance: the page that a team opens first. */
export function overviewPage() {
  return pageRouter().get('/', async (context) => {
    const asked = askedIn(context);
    const api = context.get('api');
    const [totals, list] = await Promise.all([
      api.get<OverviewTotalsView>('/overview/totals'),
      api.get<List<OverviewItem>>('/overview', asked),
    ]);
    const mayScan = allows(context.get('session').caller.scopes, 'scan');
    const body =
      totals.apis === 0
        ? nothingYet(mayScan)
        : markup`<div class="page-head"><div><h1>APIs</h1><p class="soft">${counted(totals.apis, 'API')}</p></div>
${mayScan && markup`<a class="button primary" href="/apis/new">Add an API</a>`}</div>
${grades(totals, asked)}
${filters(totals, asked)}
${list.items.length === 0 && markup`<div class="empty"><h2>No API fits</h2><p>Nothing matches the filter. <a href="/">Show all APIs</a>.</p></div>`}
<ul class="apis">${list.items.map((item) => row(item, context, mayScan))}</ul>
${moreLink('/', asked, list, 'More APIs')}`;
    const isBusy = list.items.some(({ underWay }) => underWay !== null);
    return showPage(context, {
      title: 'APIs',
      nav: '/',
      body,
      ...(isBusy ? { refreshSeconds: 10 } : {}),
    });
  });
}

type Asked = ReturnType<typeof askedIn>;

function askedIn(context: PageContext) {
  return askedFor(context, 'search', 'label', 'grade', 'order', 'cursor');
}

function nothingYet(mayScan: boolean): Markup {
  const how = mayScan
    ? markup`<p><a class="button primary" href="/apis/new">Add an API</a></p>`
    : markup`<p class="soft">Somebody whose key has the scope “scan” can add one.</p>`;
  return markup`<div class="empty first-run"><h1>No API yet</h1>
<p>Add the address of an API. middlebrick scans it, gives it a grade from A to F, and proves every finding.</p>
${how}
<h2>Or send results from where you scan already</h2>
<pre tabindex="0"><code>export MIDDLEBRICK_URL=<span data-origin="">http://127.0.0.1:8025</span>
export MIDDLEBRICK_API_KEY=mbk_…
middlebrick scan https://api.example.com --upload</code></pre></div>`;
}

const ORDERS: readonly Option[] = [
  ['worst', 'worst first'],
  ['name', 'by name'],
];

/** How the APIs stand, each count a filter. */
function grades({ apis, grades: counts }: OverviewTotalsView, asked: Asked): Markup {
  const { grade: _, cursor: __, ...others } = asked;
  const countOf = (grade: string) => counts.find((one) => one.grade === grade)?.count ?? 0;
  const link = (grade: string | undefined, says: Markup, count: number) =>
    markup`<li><a class="grade-count${count === 0 && ' zero'}" href="/${queryOf({ ...others, grade })}"${asked.grade === grade && markup` aria-current="true"`}>${says} <span>${count}</span></a></li>`;
  return markup`<ul class="grade-counts" aria-label="APIs by grade">
${link(undefined, markup`<b>All</b>`, apis)}
${GRADES.map((grade) => link(grade, markup`<b class="${toneOf(grade)}">${grade}</b>`, countOf(grade)))}</ul>`;
}

function toneOf(grade: string): string {
  if (grade === 'A') return 'good';
  return grade === 'B' || grade === 'C' ? 'fair' : 'bad';
}

function filters({ labels }: OverviewTotalsView, asked: Asked): Markup {
  return markup`<form class="filters" role="search" method="get" action="/">
${asked.grade && markup`<input type="hidden" name="grade" value="${asked.grade}">`}
<label>Search <input type="search" name="search" value="${asked.search ?? ''}" maxlength="200" placeholder="name, address or owner"></label>
${labels.length > 0 && chooser('Label', 'label', [['', 'all labels'], ...labels.map((label): Option => [label, label])], asked.label)}
${chooser('Order', 'order', ORDERS, asked.order ?? 'worst')}
<button type="submit">Show</button></form>`;
}

function row(item: OverviewItem, context: PageContext, mayScan: boolean): Markup {
  const { scores } = item;
  const [last, before] = [scores.at(-1), scores.at(-2)];
  const moved = last === undefined || before === undefined ? null : last - before;
  return markup`<li class="api">
<div class="api-grade">${gradeTile(item.grade, item.score)}</div>
<div class="api-name"><h2><a href="/apis/${item.id}">${item.name}</a></h2>
${item.name !== item.url && markup`<p class="soft address">${item.url}</p>`}
<p class="tags">${item.owner && markup`<span class="owner">${item.owner}</span>`}${item.labels.map((label) => markup`<a class="tag" href="/${queryOf({ label })}">${label}</a>`)}</p></div>
<div class="api-trend">${sparkline(scores)} ${change(moved)}</div>
<div class="api-worst">${worst(item)}</div>
<div class="api-last">${lastScan(item)}</div>
<div class="api-act">${mayScan && item.underWay === null && scanForm(item, context)}</div>
</li>`;
}

function worst({ worst: finding, open, lastScan }: OverviewItem): Markup {
  if (lastScan === null) return markup`<span class="soft">not scanned yet</span>`;
  if (finding === null) return markup`<span class="good">No open finding</span>`;
  return markup`<a class="worst" href="/findings/${finding.id}">${severityBadge(finding.severity)} ${finding.title}</a><div class="soft">${severityCounts(open)}</div>`;
}

function lastScan({
  underWay,
  lastScan,
  lastScanAt,
  failed,
  label,
  coverage,
  partial,
}: OverviewItem): Markup {
  return markup`${underWay && markup`<p><a href="/scans/${underWay.id}">${scanStatus(underWay.status)}</a></p>`}
${failed && markup`<p><a class="bad" href="/scans/${failed.id}">Last scan failed</a></p>`}
${lastScan !== null && lastScanAt !== null && markup`<p><a href="/scans/${lastScan}">${ago(lastScanAt)}</a>${partial !== null && markup` <span class="fair">partial</span>`}</p>`}
${label !== null && markup`<p class="soft">${label}${coverage !== null && `; coverage ${Math.round(coverage * 100)} %`}</p>`}`;
}

function scanForm({ id, name }: OverviewItem, context: PageContext): Markup {
  return markup`<form method="post" action="/apis/${id}/scan">${csrfField(context.get('session'))}<button type="submit" aria-label="Scan ${name} now">Scan now</button></form>`;
}

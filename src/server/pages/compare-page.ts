import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { dateOf } from '../../report/trend.ts';
import { counted } from '../../report/words.ts';
import type { TrendView } from '../api/apis.ts';
import type { CheckHistory } from '../api/history.ts';
import type { ComparisonView } from '../api/results.ts';
import type { ApiView, FindingView, ScanView } from '../api/views.ts';
import { showPage } from './layout.ts';
import { allFindings } from './parts/all-findings.ts';
import { change, gradeTile, severityBadge, severityCounts, shown } from './parts/grade.ts';
import { chooser, type Option } from './parts/options.ts';
import { moment } from './parts/time.ts';
import { pageRouter } from './site.ts';

const POINTS = 200;

type Changed = ComparisonView['appeared'][number];

/** Two scans side by side: what is new, mended, back, and what nobody looked at this time. */
export function comparePage() {
  return pageRouter().get('/compare', async (context) => {
    const client = context.get('api');
    const { before: first = '', after: second = '' } = context.req.query();
    const [before, after, diff] = await Promise.all([
      client.get<ScanView>(`/scans/${encodeURIComponent(first)}`),
      client.get<ScanView>(`/scans/${encodeURIComponent(second)}`),
      client.get<ComparisonView>('/compare', { before: first, after: second }),
    ]);
    const [api, trend, checks, known] = await Promise.all([
      client.get<ApiView>(`/apis/${after.api}`),
      client.get<TrendView>(`/apis/${after.api}/trend`, { limit: POINTS }),
      client.get<CheckHistory>(`/apis/${after.api}/checks`, { limit: POINTS }),
      allFindings(client, after.api),
    ]);
    return showPage(context, {
      title: 'Compare',
      nav: '/scans',
      above: [
        { title: 'APIs', path: '/' },
        { title: api.name, path: `/apis/${api.id}` },
      ],
      body: markup`<h1>Compare two scans of ${api.name}</h1>
${chooseScans(trend, before, after)}
<section class="panel pair-head" aria-label="Scores">${side('Before', before)}<p class="arrow">${diff.scoreChange === null ? '' : change(diff.scoreChange) || markup`<span class="soft">no change of score</span>`}</p>${side('After', after)}</section>
${list('New', 'bad', diff.appeared, known, 'Nothing new.')}
${diff.regressed.length > 0 && list('Regressed', 'bad', diff.regressed, known, '', 'Mended earlier, and back.')}
${list('Resolved', 'good', diff.resolved, known, 'Nothing was resolved.', 'Looked for again, and gone.')}
${diff.notTested.length > 0 && list('Not tested this time', 'fair', diff.notTested, known, '', 'Not seen again where nobody looked: nothing says that they are mended.')}
${checkChanges(checks, first, second)}
<section class="panel" aria-labelledby="remaining"><h2 id="remaining">In both: ${diff.remaining.length}</h2>${diff.remaining.length > 0 && markup`<details><summary>${counted(diff.remaining.length, 'finding')} in both scans</summary>${rows(diff.remaining, known)}</details>`}
${diff.notLookedAt.length > 0 && markup`<p class="soft">Rules that ran before and not after: ${diff.notLookedAt.join(', ')}.</p>`}</section>`,
    });
  });
}

function chooseScans({ points }: TrendView, before: ScanView, after: ScanView): Markup {
  const scans = points
    .toReversed()
    .map(({ scan, at, grade, score }): Option => [scan, `${dateOf(at)} · ${grade ?? '–'} ${shown(score)}`]);
  return markup`<form class="filters" method="get" action="/compare">${chooser('Before', 'before', scans, before.id)}${chooser('After', 'after', scans, after.id)}<button type="submit">Compare</button></form>`;
}

function side(title: string, scan: ScanView): Markup {
  return markup`<div class="side">${gradeTile(scan.grade, scan.score)}<div><h2><a href="/scans/${scan.id}">${title}: ${moment(scan.startedAt ?? scan.createdAt)}</a></h2><p>${severityCounts(scan.open)}</p><p class="soft">${scan.label}${scan.coverage !== null && `; coverage ${Math.round(scan.coverage * 100)} %`}</p></div></div>`;
}

function list(
  title: string,
  tone: 'good' | 'fair' | 'bad',
  findings: readonly Changed[],
  known: ReadonlyMap<string, FindingView>,
  none: string,
  explained = '',
): Markup {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return markup`<section class="panel" aria-labelledby="${id}"><h2 id="${id}"><span class="${findings.length > 0 && tone}">${title}: ${findings.length}</span></h2>
${findings.length === 0 ? markup`<p class="soft">${none}</p>` : markup`${explained && markup`<p class="soft">${explained}</p>`}${rows(findings, known)}`}</section>`;
}

function rows(findings: readonly Changed[], known: ReadonlyMap<string, FindingView>): Markup {
  return markup`<ul class="finding-rows">${findings.map((finding) => {
    const id = known.get(finding.fingerprint)?.id;
    const title = id === undefined ? finding.title : markup`<a href="/findings/${id}">${finding.title}</a>`;
    return markup`<li class="${finding.severity}">${severityBadge(finding.severity)}<div>${title}${places(finding)}</div><span class="soft state">${finding.confidence}</span></li>`;
  })}</ul>`;
}

/** Whoever wants more than a few opens them. */
const PLACES = 3;

function places({ locations }: Changed): Markup {
  const items = (some: Changed['locations']) =>
    markup`<ul class="places soft">${some.map(({ operation, method, url }) => markup`<li><code>${operation ?? `${method} ${url}`}</code></li>`)}</ul>`;
  if (locations.length <= PLACES) return items(locations);
  return markup`<details class="more-places"><summary class="soft">${counted(locations.length, 'location')}</summary>${items(locations)}</details>`;
}

function checkChanges({ scans }: CheckHistory, first: string, second: string): Markup | '' {
  const [before, after] = [first, second].map((id) => scans.find(({ scan }) => scan === id)?.checks ?? []);
  const changed = (after ?? []).flatMap((check) => {
    const earlier = before?.find(({ id }) => id === check.id);
    if (earlier === undefined || earlier.score === check.score) return [];
    return [{ title: check.title, earlier: earlier.score, now: check.score }];
  });
  if (changed.length === 0) return '';
  return markup`<section class="panel" aria-labelledby="check-changes"><h2 id="check-changes">Scores of checks that changed</h2><div class="scroll" tabindex="0" role="group" aria-label="Scores of checks"><table class="check-changes"><thead><tr><th scope="col">Check</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Change</th></tr></thead><tbody>${changed.map(({ title, earlier, now }) => markup`<tr><th scope="row">${title}</th><td>${shown(earlier)}</td><td>${shown(now)}</td><td>${earlier !== null && now !== null && change(now - earlier)}</td></tr>`)}</tbody></table></div></section>`;
}

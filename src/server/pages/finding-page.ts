import { findingCard } from '../../report/html/finding.ts';
import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import type { ScanResult } from '../../result.ts';
import { allows } from '../api/api-keys.ts';
import { Problem } from '../api/problem.ts';
import type { ApiView, FindingView } from '../api/views.ts';
import { idIn } from './address.ts';
import type { ApiClient } from './api-client.ts';
import { readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { stateInWords } from './parts/findings-list.ts';
import { severityBadge } from './parts/grade.ts';
import { moment } from './parts/time.ts';
import { triage } from './parts/triage.ts';
import { type PageContext, pageRouter } from './site.ts';

/** One finding with its proof as of the scan that saw it last, and its life. */
export function findingPage() {
  return pageRouter()
    .get('/findings/:id', (context) => show(context))
    .post('/findings/:id/state', async (context) => {
      const { state = '', reason = '', until = '', back = '' } = await readForm(context);
      if (state !== 'open' && reason.trim() === '')
        return await show(context, 'Say why it is accepted, or none: the reason is shown wherever it is.');
      const body = {
        state,
        ...(state === 'open' || reason.trim() === '' ? {} : { reason: reason.trim() }),
        ...(state !== 'accepted' || until === '' ? {} : { until }),
      };
      const id = idIn(context);
      try {
        await context.get('api').send('PUT', `/findings/${id}/state`, body);
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 400) return await show(context, problem.message);
        throw problem;
      }
      return redirect(context, isPage(back) ? back : `/findings/${id}`, 'state-set');
    });
}

/** Forms say where they stand; only pages of scans and findings hold them. */
function isPage(path: string): boolean {
  return /^\/(?:scans|findings)\/[\w-]{1,100}(?:#[\w-]{1,100})?$/.test(path);
}

async function show(context: PageContext, problem?: string): Promise<Response> {
  const client = context.get('api');
  const finding = await client.get<FindingView>(`/findings/${idIn(context)}`);
  const api = await client.get<ApiView>(`/apis/${finding.api}`);
  const session = context.get('session');
  const mayChange = allows(session.caller.scopes, 'scan');
  return showPage(context, {
    title: finding.title,
    nav: '/findings',
    above: [
      { title: 'Findings', path: '/findings' },
      { title: api.name, path: `/apis/${api.id}` },
    ],
    problem,
    body: markup`<div class="page-head"><div><p>${severityBadge(finding.severity)} <span class="soft">${finding.confidence}</span></p><h1>${finding.title}</h1>
<p class="soft"><code>${finding.rule}</code> · ${stateInWords(finding.state)} · <a href="/findings?rule=${encodeURIComponent(finding.rule)}">all APIs with it</a></p></div></div>
<section class="panel">${triage(finding, session, { mayChange, back: `/findings/${finding.id}` })}
<p>Seen first in the <a href="/scans/${finding.firstSeen.scan}">scan of ${moment(finding.firstSeen.at)}</a>, last in the <a href="/scans/${finding.lastSeen.scan}">scan of ${moment(finding.lastSeen.at)}</a>.</p></section>
${await proof(client, finding)}`,
  });
}

/** As the result tells it; the places alone where that result was deleted, or does not list it any more. */
async function proof(client: ApiClient, { fingerprint, lastSeen, locations }: FindingView): Promise<Markup> {
  const result = await client
    .get<ScanResult>(`/scans/${encodeURIComponent(lastSeen.scan)}/result`)
    .catch((problem: unknown) => {
      if (problem instanceof Problem && problem.status === 404) return undefined;
      throw problem;
    });
  const told = result?.findings.find((one) => one.fingerprint === fingerprint);
  if (told) return markup`<h2>Proof</h2>${findingCard(told, '', true)}`;
  return markup`<section class="panel"><h2>Locations</h2><ul class="places">${locations.map(({ operation, method, url }) => markup`<li><code>${operation ?? `${method} ${url}`}</code></li>`)}</ul><p class="soft">The result with its proof was deleted.</p></section>`;
}

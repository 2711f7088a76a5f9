import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { SEVERITIES } from '../../result.ts';
import type { FindingView } from '../api/views.ts';
import { queryOf } from './api-client.ts';
import { showPage } from './layout.ts';
import { apiNames } from './parts/api-names.ts';
import { findingsList } from './parts/findings-list.ts';
import { type PageContext, pageRouter } from './site.ts';

const STATES = [
  ['', 'open'],
  ['accepted', 'accepted'],
  ['false-positive', 'false positive'],
  ['fixed', 'fixed'],
  ['reopened', 'reopened'],
  ['all', 'all'],
] as const;

/** Findings of all APIs, worst first. */
export function findingsPage() {
  return pageRouter().get('/findings', async (context) => {
    const asked = askedFor(context);
    const client = context.get('api');
    const { state, ...others } = asked;
    const wanted = state === undefined ? { open: 'true' } : state === 'all' ? {} : { state };
    const { items, next } = await client.get<{ items: FindingView[]; next: string | null }>('/findings', {
      ...others,
      ...wanted,
    });
    const names = await apiNames(
      client,
      [...items.map(({ api }) => api), asked.api].filter((id) => id !== undefined),
    );
    const of = asked.api === undefined ? undefined : names.get(asked.api);
    return showPage(context, {
      title: 'Findings',
      nav: '/findings',
      body: markup`<div class="page-head"><div><h1>Findings</h1>${of && markup`<p class="soft">of <a href="/apis/${asked.api}">${of}</a>; <a href="/findings${queryOf({ ...asked, api: undefined, cursor: undefined })}">of all APIs</a></p>`}</div></div>
${filters(asked)}
${items.length === 0 ? nothing(asked) : markup`<section class="panel" aria-label="Findings">${findingsList(items, names)}</section>`}
${next !== null && markup`<p class="more"><a class="button" href="/findings${queryOf({ ...asked, cursor: next })}">More findings</a></p>`}`,
    });
  });
}

type Asked = ReturnType<typeof askedFor>;

function askedFor(context: PageContext) {
  const { search, severity, state, api, rule, cursor } = context.req.query();
  return {
    search: search || undefined,
    severity: severity || undefined,
    state: state || undefined,
    api: api || undefined,
    rule: rule || undefined,
    cursor: cursor || undefined,
  };
}

function nothing({ search, severity, state, api, rule, cursor }: Asked): Markup {
  if (search || severity || state || api || rule || cursor)
    return markup`<div class="empty"><h2>No finding fits</h2><p><a href="/findings">Show all open findings</a>.</p></div>`;
  return markup`<div class="empty"><h2>Nothing is open</h2><p>Findings of all APIs appear here after their <a href="/">scans</a>.</p></div>`;
}

function filters(asked: Asked): Markup {
  const option = (value: string, says: string, chosen: string | undefined) =>
    markup`<option value="${value}"${value === (chosen ?? '') && markup` selected`}>${says}</option>`;
  return markup`<form class="filters" role="search" method="get" action="/findings">
${asked.api && markup`<input type="hidden" name="api" value="${asked.api}">`}
${asked.rule && markup`<input type="hidden" name="rule" value="${asked.rule}">`}
<label>Search <input type="search" name="search" value="${asked.search ?? ''}" maxlength="200" placeholder="title, rule or operation"></label>
<label>Severity <select name="severity">${option('', 'all', asked.severity)}${SEVERITIES.map((severity) => option(severity, severity, asked.severity))}</select></label>
<label>State <select name="state">${STATES.map(([value, says]) => option(value, says, asked.state))}</select></label>
<button type="submit">Show</button></form>`;
}

import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { SEVERITIES } from '../../result.ts';
import type { FindingView } from '../api/views.ts';
import { askedFor } from './address.ts';
import { queryOf } from './api-client.ts';
import { showPage } from './layout.ts';
import { apiNames } from './parts/api-names.ts';
import { findingsList } from './parts/findings-list.ts';
import { type List, moreLink } from './parts/list.ts';
import { chooser, type Option } from './parts/options.ts';
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
    const asked = askedIn(context);
    const client = context.get('api');
    const { state, ...others } = asked;
    const wanted = state === undefined ? { open: 'true' } : state === 'all' ? {} : { state };
    const list = await client.get<List<FindingView>>('/findings', { ...others, ...wanted });
    const { items } = list;
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
${moreLink('/findings', asked, list, 'More findings')}`,
    });
  });
}

type Asked = ReturnType<typeof askedIn>;

function askedIn(context: PageContext) {
  return askedFor(context, 'search', 'severity', 'state', 'api', 'rule', 'cursor');
}

function nothing(asked: Asked): Markup {
  if (Object.values(asked).some((one) => one !== undefined))
    return markup`<div class="empty"><h2>No finding fits</h2><p><a href="/findings">Show all open findings</a>.</p></div>`;
  return markup`<div class="empty"><h2>Nothing is open</h2><p>Findings of all APIs appear here after their <a href="/">scans</a>.</p></div>`;
}

function filters(asked: Asked): Markup {
  return markup`<form class="filters" role="search" method="get" action="/findings">
${asked.api && markup`<input type="hidden" name="api" value="${asked.api}">`}
${asked.rule && markup`<input type="hidden" name="rule" value="${asked.rule}">`}
<label>Search <input type="search" name="search" value="${asked.search ?? ''}" maxlength="200" placeholder="title, rule or operation"></label>
${chooser('Severity', 'severity', [['', 'all'], ...SEVERITIES.map((one): Option => [one, one])], asked.severity)}
${chooser('State', 'state', STATES, asked.state)}
<button type="submit">Show</button></form>`;
}

import { markup } from '../../../report/html/markup.ts';
import type { OverviewItem } from '../../api/overview.ts';
import { askedFor } from '../address.ts';
import { queryOf } from '../api-client.ts';
import { showPage } from '../layout.ts';
import type { PageContext } from '../site.ts';
import { gradeInline } from './grade.ts';
import { type List, moreLink } from './list.ts';

const SHOWN = 20;

interface For {
  readonly title: string;
  readonly nav: string;
  /** Of this step. */
  readonly path: string;
  /** Where the choice leads, with `api` in its query. */
  readonly to: string;
}

/** The first step of what is about one API: there may be thousands, so it is searched for. */
export async function chooseApi(context: PageContext, { title, nav, path, to }: For): Promise<Response> {
  const asked = askedFor(context, 'search', 'cursor');
  const list = await context
    .get('api')
    .get<List<OverviewItem>>('/overview', { ...asked, order: 'name', limit: SHOWN });
  return showPage(context, {
    title,
    nav,
    body: markup`<h1>${title}</h1><p class="soft">For which API?</p>
<form class="filters" role="search" method="get" action="${path}"><label>Search <input type="search" name="search" value="${asked.search ?? ''}" maxlength="200" placeholder="name, address or owner"></label><button type="submit">Search</button></form>
${
  list.items.length === 0
    ? markup`<div class="empty">${asked.search ? markup`<h2>No API fits</h2><p><a href="${path}">Show all APIs</a>.</p>` : markup`<h2>No API yet</h2><p><a class="button primary" href="/apis/new">Add an API</a></p>`}</div>`
    : markup`<ul class="cards">${list.items.map(({ id, name, url, grade, score }) => markup`<li><div><h2><a href="${to}${queryOf({ api: id })}">${name}</a></h2>${name !== url && markup`<p class="soft">${url}</p>`}</div><div>${gradeInline(grade, score)}</div></li>`)}</ul>`
}
${moreLink(path, asked, list, 'More APIs')}`,
  });
}

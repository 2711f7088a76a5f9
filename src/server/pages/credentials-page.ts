import { markup } from '../../report/html/markup.ts';
import { counted } from '../../report/words.ts';
import { allows } from '../api/api-keys.ts';
import type { CredentialView } from '../api/credentials.ts';
import { askedFor } from './address.ts';
import { CREDENTIAL_KINDS } from './credential-form.ts';
import { showPage } from './layout.ts';
import { type List, moreLink } from './parts/list.ts';
import { ago } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

/** What scans log in with. Values go in, and never come out again. */
export function credentialsPage() {
  return pageRouter().get('/credentials', (context) => show(context));
}

export function kindsInWords({ kinds }: CredentialView): string {
  return kinds.map((kind) => CREDENTIAL_KINDS[kind][0]).join(', ');
}

async function show(context: PageContext): Promise<Response> {
  const list = await context
    .get('api')
    .get<List<CredentialView>>('/credentials', askedFor(context, 'cursor'));
  const mayChange = allows(context.get('session').caller.scopes, 'admin');
  const add = markup`<a class="button primary" href="/credentials/new">Add a credential</a>`;
  return showPage(context, {
    title: 'Credentials',
    nav: '/credentials',
    body: markup`<div class="page-head"><div><h1>Credentials</h1><p class="soft">Scans log in with them. They are kept encrypted, and no page or answer shows them.</p></div>${mayChange && list.items.length > 0 && add}</div>
${
  list.items.length === 0
    ? markup`<div class="empty"><h2>No credential yet</h2><p>With two users of an API, scans test whether one can reach what belongs to the other. Add a credential for each, then name them on the page of the API.</p>${mayChange ? markup`<p>${add}</p>` : markup`<p class="soft">Somebody whose key has the scope “admin” can add one.</p>`}</div>`
    : markup`<ul class="cards">${list.items.map(
        (one) =>
          markup`<li><div><h2><a href="/credentials/${one.id}">${one.name}</a></h2><p class="soft">${kindsInWords(one)}</p></div>
<div><p>${one.usedBy === 0 ? markup`<span class="soft">used by no API</span>` : `used by ${counted(one.usedBy, 'API')}`}</p></div>
<div><p>${one.lastUsedAt === null ? markup`<span class="soft">never used</span>` : markup`last used ${ago(one.lastUsedAt)}`}</p></div>
<div><p class="soft">${one.rotatedAt === null ? markup`since ${ago(one.createdAt)}` : markup`replaced ${ago(one.rotatedAt)}`}</p></div></li>`,
      )}</ul>`
}
${moreLink('/credentials', {}, list, 'Earlier credentials')}`,
  });
}

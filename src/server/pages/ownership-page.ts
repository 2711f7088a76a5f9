import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import type { OwnershipView } from '../api/ownership.ts';
import type { ApiView } from '../api/views.ts';
import { idIn } from './address.ts';
import { readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { oneButton } from './parts/confirm.ts';
import { ago, moment } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

/** The proof that the host of an API is the team's own. */
export function ownershipPage() {
  return pageRouter()
    .get('/apis/:id/ownership', (context) => show(context))
    .post('/apis/:id/ownership', async (context) => {
      await readForm(context);
      await context.get('api').send('POST', pathOf(context));
      return redirect(context, pathOf(context), 'ownership-begun');
    })
    .post('/apis/:id/ownership/check', async (context) => {
      await readForm(context);
      await context.get('api').send('POST', `${pathOf(context)}/check`);
      return redirect(context, pathOf(context), 'ownership-checked');
    });
}

function pathOf(context: PageContext): string {
  return `/apis/${idIn(context)}/ownership`;
}

async function show(context: PageContext): Promise<Response> {
  const client = context.get('api');
  const [api, proof] = await Promise.all([
    client.get<ApiView>(pathOf(context).replace(/\/ownership$/, '')),
    client.get<OwnershipView>(pathOf(context)),
  ]);
  return showPage(context, {
    title: 'Ownership',
    nav: '/',
    above: [
      { title: 'APIs', path: '/' },
      { title: api.name, path: `/apis/${api.id}` },
    ],
    body: markup`<h1>Ownership of ${new URL(proof.origin).host}</h1>
<p class="soft">Credentials and active scans go only to hosts that are proven to be yours.</p>
<section class="panel" aria-label="State">${state(proof)}</section>
${(proof.needed || proof.file !== null) && ways(context, api, proof)}`,
  });
}

function state({ needed, provenAt, provenBy, validUntil, checkedAt, problem }: OwnershipView): Markup {
  const last = checkedAt && markup`<p class="soft">Looked for ${ago(checkedAt)}.</p>`;
  if (provenAt !== null && validUntil !== null)
    return markup`<p><span class="pill good">proven</span> by ${provenBy === 'dns' ? 'the DNS record' : 'the file'}, ${ago(provenAt)}</p><p class="soft">Holds until ${moment(validUntil)}; the next scan that needs it looks again then.</p>`;
  if (!needed)
    return markup`<p><span class="pill good">not needed</span> The operator of this server listed its network (<code>--allow</code>).</p>`;
  return markup`<p><span class="pill fair">not proven</span> Scans without credentials, in safe mode, work all the same.</p>${problem && markup`<p class="bad">${problem}</p>`}${last}`;
}

function ways(context: PageContext, { id }: ApiView, { record, file }: OwnershipView): Markup {
  const session = context.get('session');
  const mayChange = allows(session.caller.scopes, 'scan');
  if (file === null)
    return mayChange
      ? markup`<section class="panel" aria-labelledby="begin"><h2 id="begin">Prove it</h2><p>You publish a text that this server gives you, in a DNS record or in a file.</p>${oneButton(session, `/apis/${id}/ownership`, 'Give me the text', { primary: true, small: false })}</section>`
      : markup`<p class="soft">Somebody whose key has the scope “scan” can begin the proof.</p>`;
  return markup`<div class="columns">
${
  record &&
  markup`<section class="panel" aria-labelledby="dns"><h2 id="dns">By a DNS record</h2><p>Add this record where the names of the host are kept. It can take an hour to be seen.</p>
<dl class="said"><dt>Type</dt><dd><code>${record.type}</code></dd><dt>Name</dt><dd><code data-copy="">${record.name}</code></dd><dt>Value</dt><dd><code data-copy="">${record.value}</code></dd></dl></section>`
}
<section class="panel" aria-labelledby="file"><h2 id="file">${record ? 'Or by a file' : 'By a file'}</h2><p>Serve this line as text, without a redirect to another host.</p>
<dl class="said"><dt>Address</dt><dd><code>${file.url}</code></dd><dt>Content</dt><dd><code data-copy="">${file.content}</code></dd></dl></section></div>
${mayChange && oneButton(session, `/apis/${id}/ownership/check`, 'Check now', { primary: true, small: false })}`;
}

import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import { Problem } from '../api/problem.ts';
import type { ApiView, ScanView } from '../api/views.ts';
import { idIn } from './address.ts';
import { csrfField, type Form, readForm, versionField } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { OUTDATED } from './parts/mistakes.ts';
import { type PageContext, pageRouter } from './site.ts';

const EMPTY: Form = { mode: 'safe' };

/** Adding, changing and removing an API, and asking for a scan of it. */
export function apiFormPages() {
  return pageRouter()
    .get('/apis/new', (context) => showNew(context, EMPTY))
    .post('/apis/new', async (context) => {
      const form = await readForm(context);
      try {
        const added = await context.get('api').send<ApiView>('POST', '/apis', fieldsOf(form, false), form);
        return redirect(context, `/apis/${added.id}`, 'api-added');
      } catch (problem) {
        return showNew(context, form, refused(problem));
      }
    })
    .get('/apis/:id/edit', async (context) => {
      const api = await context.get('api').get<ApiView>(`/apis/${idIn(context)}`);
      return showEdit(context, api, formOf(api));
    })
    .post('/apis/:id/edit', async (context) => {
      const form = await readForm(context);
      const api = await context.get('api').get<ApiView>(`/apis/${idIn(context)}`);
      try {
        await context.get('api').send('PATCH', `/apis/${api.id}`, fieldsOf(form, true), form);
        return redirect(context, `/apis/${api.id}`, 'api-changed');
      } catch (problem) {
        return showEdit(context, api, form, refused(problem));
      }
    })
    .post('/apis/:id/delete', async (context) => {
      const form = await readForm(context);
      const api = await context.get('api').get<ApiView>(`/apis/${idIn(context)}`);
      if (form.name !== api.name)
        return showEdit(context, api, formOf(api), 'To delete it, type its name as it stands here.');
      await context.get('api').send('DELETE', `/apis/${api.id}`);
      return redirect(context, '/', 'api-deleted');
    })
    .post('/apis/:id/releases', async (context) => {
      const form = await readForm(context);
      const release = { name: form.name?.trim() ?? '' };
      await context.get('api').send('POST', `/apis/${idIn(context)}/releases`, release, form);
      return redirect(context, `/apis/${idIn(context)}`, 'release-marked');
    })
    .post('/apis/:id/scan', async (context) => {
      const form = await readForm(context);
      const scan = await context.get('api').send<ScanView>('POST', '/scans', { api: idIn(context) }, form);
      return redirect(context, `/scans/${scan.id}`);
    });
}

/** What the API says is wrong with the form. @throws what is no fault of the form */
function refused(problem: unknown): string {
  if (problem instanceof Problem && problem.code === 'outdated') return OUTDATED;
  if (problem instanceof Problem && [400, 409, 422].includes(problem.status)) return problem.message;
  throw problem;
}

/** As the API takes it. @param whole an empty field says that there is to be nothing */
function fieldsOf(form: Form, whole: boolean) {
  const text = (name: string) => form[name]?.trim() || undefined;
  const nothing = whole ? null : undefined;
  return {
    url: text('url') ?? '',
    ...(text('name') === undefined ? {} : { name: text('name') }),
    spec: text('spec') ?? nothing,
    owner: text('owner') ?? nothing,
    mode: form.mode ?? 'safe',
    labels: [
      ...new Set(
        (form.labels ?? '')
          .split(',')
          .map((label) => label.trim())
          .filter(Boolean),
      ),
    ],
    publicBadge: form.publicBadge === 'on',
  };
}

function formOf(api: ApiView): Form {
  return {
    url: api.url,
    name: api.name,
    spec: api.spec ?? '',
    owner: api.owner ?? '',
    mode: api.mode,
    labels: api.labels.join(', '),
    publicBadge: api.publicBadge ? 'on' : '',
  };
}

function showNew(context: PageContext, form: Form, problem?: string): Response {
  return showPage(context, {
    title: 'Add an API',
    nav: '/',
    above: [{ title: 'APIs', path: '/' }],
    problem,
    body: markup`<h1>Add an API</h1>
<form method="post" action="/apis/new" class="panel stack">${csrfField(context.get('session'))}
${fields(form, true)}
<div class="row"><button type="submit" class="primary">Add the API</button><a class="button" href="/">Cancel</a></div></form>`,
  });
}

function showEdit(context: PageContext, api: ApiView, form: Form, problem?: string): Response {
  const session = context.get('session');
  const mayDelete = allows(session.caller.scopes, 'admin');
  return showPage(context, {
    title: 'Edit',
    nav: '/',
    above: [
      { title: 'APIs', path: '/' },
      { title: api.name, path: `/apis/${api.id}` },
    ],
    problem,
    body: markup`<h1>Edit ${api.name}</h1>
<form method="post" action="/apis/${api.id}/edit" class="panel stack">${csrfField(session)}${versionField(context, `/apis/${api.id}`)}
${fields(form, false)}
<div class="row"><button type="submit" class="primary">Save</button><a class="button" href="/apis/${api.id}">Cancel</a></div></form>
${mayDelete && deletion(context, api)}`,
  });
}

function deletion(context: PageContext, { id, name }: ApiView): Markup {
  return markup`<section class="panel danger" aria-labelledby="delete"><h2 id="delete">Delete this API</h2>
<p>Its scans, results and findings go with it, and cannot be had back.</p>
<form method="post" action="/apis/${id}/delete" class="stack">${csrfField(context.get('session'))}
<label>To confirm, type <code>${name}</code> <input type="text" name="name" required autocomplete="off"></label>
<div class="row"><button type="submit" class="danger">Delete the API</button></div></form></section>`;
}

function fields(form: Form, isNew: boolean): Markup {
  const value = (name: string) => form[name] ?? '';
  const mode = (name: string, says: string, explained: string) =>
    markup`<label class="choice"><input type="radio" name="mode" value="${name}"${value('mode') === name && markup` checked`}> <span><b>${says}</b> <span class="soft">${explained}</span></span></label>`;
  return markup`<label>Address <input type="text" inputmode="url" name="url" required maxlength="2000" value="${value('url')}" placeholder="https://api.example.com/v1"${isNew && markup` autofocus`}></label>
<label>Name <input type="text" name="name"${!isNew && markup` required`} maxlength="200" value="${value('name')}"${isNew && markup` placeholder="its address where left empty"`}></label>
<label>OpenAPI document <input type="text" inputmode="url" name="spec" maxlength="2000" value="${value('spec')}" placeholder="looked for where left empty"></label>
<fieldset><legend>Scans</legend>
${mode('safe', 'Safe', 'only reads; nothing is changed')}
${mode('active', 'Active', 'also makes, changes and removes objects of its own: finds more, and is for what you may break')}</fieldset>
<label>Labels <input type="text" name="labels" maxlength="1300" value="${value('labels')}" placeholder="payments, production"></label>
<label>Owner <input type="text" name="owner" maxlength="200" value="${value('owner')}" placeholder="team or person"></label>
<label class="choice"><input type="checkbox" name="publicBadge" value="on"${value('publicBadge') === 'on' && markup` checked`}> <span><b>Public badge</b> <span class="soft">whoever knows its address sees the grade without signing in</span></span></label>`;
}

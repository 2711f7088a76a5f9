import type { CredentialKind } from '../../given/stored-credentials.ts';
import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import type { CredentialView, CredentialWithApisView } from '../api/credentials.ts';
import { idIn } from './address.ts';
import {
  CREDENTIAL_KINDS,
  isCredentialKind,
  NEW_FIELDS,
  VALUE_FIELDS,
  valueFields,
  valueIn,
} from './credential-form.ts';
import { kindsInWords } from './credentials-page.ts';
import { csrfField, type Form, readForm, versionField } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { fieldsOf, textIn } from './parts/fields.ts';
import { type Mistakes, mistakesNotice, mistakesOf, NO_MISTAKES } from './parts/mistakes.ts';
import { chooseKind, type Kinds, showNewOfKind } from './parts/of-kind.ts';
import { chooser, type Option } from './parts/options.ts';
import { ago, moment } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

const OF_KINDS: Kinds<CredentialKind> = {
  path: '/credentials',
  title: 'Credentials',
  one: 'credential',
  question: 'How does a user of the API say who asks?',
  kinds: CREDENTIAL_KINDS,
};

interface Shown {
  readonly form: Form;
  readonly mistakes: Mistakes;
}

const EMPTY: Shown = { form: {}, mistakes: NO_MISTAKES };

/** Making, renaming, replacing and removing credentials. */
export function credentialFormPages() {
  return pageRouter()
    .get('/credentials/new', (context) => {
      const kind = context.req.query('kind');
      return isCredentialKind(kind) ? showNew(context, kind, EMPTY) : chooseKind(context, OF_KINDS);
    })
    .post('/credentials/new', async (context) => {
      const form = await readForm(context);
      const { kind } = form;
      if (!isCredentialKind(kind)) return chooseKind(context, OF_KINDS);
      try {
        const wanted = { name: textIn(form, 'name') ?? '', value: valueIn(kind, form) };
        const made = await context.get('api').send<CredentialView>('POST', '/credentials', wanted);
        return redirect(context, `/credentials/${made.id}`, 'credential-added');
      } catch (problem) {
        return showNew(context, kind, { form, mistakes: mistakesOf(problem, NEW_FIELDS) });
      }
    })
    .get('/credentials/:id', async (context) => showOne(context, await credentialOf(context), EMPTY))
    .post('/credentials/:id/name', async (context) => {
      const form = await readForm(context);
      const credential = await credentialOf(context);
      const path = `/credentials/${credential.id}`;
      try {
        await context.get('api').send('PATCH', path, { name: textIn(form, 'name') ?? '' }, form);
        return redirect(context, path, 'credential-renamed');
      } catch (problem) {
        return showOne(context, credential, { form, mistakes: mistakesOf(problem, VALUE_FIELDS) });
      }
    })
    .post('/credentials/:id/value', async (context) => {
      const form = await readForm(context);
      const credential = await credentialOf(context);
      const path = `/credentials/${credential.id}`;
      const { kind } = form;
      if (!isCredentialKind(kind)) return redirect(context, path);
      try {
        await context.get('api').send('PUT', `${path}/value`, valueIn(kind, form), form);
        return redirect(context, path, 'credential-replaced');
      } catch (problem) {
        return showOne(context, credential, { form, mistakes: mistakesOf(problem, VALUE_FIELDS) }, kind);
      }
    })
    .post('/credentials/:id/delete', async (context) => {
      await readForm(context);
      const credential = await credentialOf(context);
      try {
        await context.get('api').send('DELETE', `/credentials/${credential.id}`);
        return redirect(context, '/credentials', 'credential-deleted');
      } catch (problem) {
        return showOne(context, credential, { form: {}, mistakes: mistakesOf(problem, {}) });
      }
    });
}

async function credentialOf(context: PageContext): Promise<CredentialWithApisView> {
  return await context.get('api').get<CredentialWithApisView>(`/credentials/${idIn(context)}`);
}

function showNew(context: PageContext, kind: CredentialKind, { form, mistakes }: Shown): Response {
  const name = fieldsOf(form, mistakes).text('name', 'Name', {
    required: true,
    most: 200,
    placeholder: 'Ann of the shop, staging',
    hint: 'Unique among credentials; results do not show it.',
  });
  const fields = markup`${name}\n${valueFields(kind, form, mistakes)}`;
  return showNewOfKind(context, OF_KINDS, { kind, fields, mistakes });
}

/** @param replacing with what a mistake was made, or what the reader chose */
function showOne(
  context: PageContext,
  credential: CredentialWithApisView,
  shown: Shown,
  replacing?: CredentialKind,
): Response {
  const mayChange = allows(context.get('session').caller.scopes, 'admin');
  const asked = context.req.query('kind');
  const problem = mistakesNotice(shown.mistakes);
  const { name, createdAt, rotatedAt, lastUsedAt, apis, usedBy } = credential;
  return showPage(context, {
    title: name,
    nav: '/credentials',
    above: [{ title: 'Credentials', path: '/credentials' }],
    problem,
    body: markup`<div class="page-head"><div><h1>${name}</h1><p class="soft">${kindsInWords(credential)}</p></div></div>
<section class="panel" aria-label="Credential"><dl class="said"><dt>Created</dt><dd>${moment(createdAt)}</dd><dt>Value replaced</dt><dd>${rotatedAt === null ? 'never' : ago(rotatedAt)}</dd><dt>Last used</dt><dd>${lastUsedAt === null ? 'never' : ago(lastUsedAt)}</dd><dt>Used by</dt><dd>${
      apis.length === 0
        ? 'no API yet: name it among the identities of one'
        : markup`<ul class="plain">${apis.map((api) => markup`<li><a href="/apis/${api.id}/identities">${api.name}</a></li>`)}</ul>${usedBy > apis.length && markup`and ${usedBy - apis.length} more`}`
    }</dd></dl></section>
${mayChange && changing(context, credential, shown, replacing ?? (isCredentialKind(asked) ? asked : (credential.kinds[0] ?? 'bearer')))}`,
  });
}

function changing(
  context: PageContext,
  credential: CredentialWithApisView,
  { form, mistakes }: Shown,
  kind: CredentialKind,
): Markup {
  const session = context.get('session');
  const { id, name, usedBy } = credential;
  const version = versionField(context, `/credentials/${id}`);
  return markup`<section class="panel" aria-labelledby="replace"><h2 id="replace">Replace its value</h2><p class="soft">The value before is gone. Scans under way go on with it.</p>
<form class="filters" method="get" action="/credentials/${id}">${chooser(
    'Kind',
    'kind',
    Object.entries(CREDENTIAL_KINDS).map(([one, [title]]): Option => [one, title]),
    kind,
  )}<button type="submit">Show its fields</button></form>
<form method="post" action="/credentials/${id}/value" class="stack" autocomplete="off">${csrfField(session)}${version}<input type="hidden" name="kind" value="${kind}">
${valueFields(kind, form, mistakes)}<div class="row"><button type="submit" class="primary">Replace the value</button></div></form></section>
<section class="panel" aria-labelledby="rename"><h2 id="rename">Rename</h2>
<form method="post" action="/credentials/${id}/name" class="stack">${csrfField(session)}${version}${fieldsOf({ name, ...(form.kind === undefined ? form : {}) }, mistakes).text('name', 'Name', { required: true, most: 200 })}<div class="row"><button type="submit">Save the name</button></div></form></section>
<section class="panel danger" aria-labelledby="delete"><h2 id="delete">Delete this credential</h2>
${usedBy > 0 ? markup`<p>An API uses it: take it out of its identities first.</p>` : markup`<p>It cannot be had back.</p><form method="post" action="/credentials/${id}/delete">${csrfField(session)}<button type="submit" class="danger">Delete the credential</button></form>`}</section>`;
}

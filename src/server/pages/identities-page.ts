import { MOST_IDENTITIES } from '../../given/stored-credentials.ts';
import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import type { CredentialView } from '../api/credentials.ts';
import type { IdentitiesView } from '../api/identities.ts';
import type { ApiView } from '../api/views.ts';
import { idIn } from './address.ts';
import { csrfField, type Form, readForm, versionField } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { fieldsOf, textIn } from './parts/fields.ts';
import { allOf } from './parts/list.ts';
import { type Mistakes, mistakesNotice, mistakesOf, NO_MISTAKES } from './parts/mistakes.ts';
import { type PageContext, pageRouter } from './site.ts';

/** Rows for more than there are, as forms without script cannot grow. */
const SPARE_ROLES = 2;
const MOST_ROLES = 50;

/** Users that scans of an API speak as, and what their roles may call. */
export function identitiesPage() {
  return pageRouter()
    .get('/apis/:id/identities', async (context) => {
      const { api, identities } = await read(context);
      return await show(context, api, formOf(identities), NO_MISTAKES);
    })
    .post('/apis/:id/identities', async (context) => {
      const form = await readForm(context);
      const { api } = await read(context);
      const { identities, rows } = identitiesIn(form);
      try {
        await context
          .get('api')
          .send('PUT', `/apis/${api.id}/identities`, { identities, roles: rolesIn(form) }, form);
        return redirect(context, `/apis/${api.id}/identities`, 'identities-saved');
      } catch (problem) {
        return await show(context, api, form, mistakesOf(problem, placesOf(rows)));
      }
    });
}

async function read(context: PageContext) {
  const id = idIn(context);
  const client = context.get('api');
  const [api, identities] = await Promise.all([
    client.get<ApiView>(`/apis/${id}`),
    client.get<IdentitiesView>(`/apis/${id}/identities`),
  ]);
  return { api, identities };
}

function formOf({ identities, roles }: IdentitiesView): Form {
  return Object.fromEntries([
    ...identities.flatMap(({ name, role, credential }, at) => [
      [`name-${at}`, name],
      [`role-${at}`, role ?? ''],
      [`credential-${at}`, credential],
    ]),
    ...Object.entries(roles).flatMap(([role, operations], at) => [
      [`rolename-${at}`, role],
      [`may-${at}`, operations.join('\n')],
    ]),
  ]);
}

/** Rows that say something; which they are in the form, for what is wrong with them. */
function identitiesIn(form: Form) {
  const rows = Array.from({ length: MOST_IDENTITIES }, (_, at) => at).filter(
    (at) => textIn(form, `name-${at}`) !== undefined || textIn(form, `credential-${at}`) !== undefined,
  );
  const identities = rows.map((at) => ({
    name: textIn(form, `name-${at}`) ?? '',
    role: textIn(form, `role-${at}`) ?? null,
    credential: textIn(form, `credential-${at}`) ?? '',
  }));
  return { rows, identities };
}

function rolesIn(form: Form): Record<string, string[]> {
  return Object.fromEntries(
    Array.from({ length: MOST_ROLES }, (_, at) => at).flatMap((at): [string, string[]][] => {
      const role = textIn(form, `rolename-${at}`);
      const may = (form[`may-${at}`] ?? '').split('\n').map((line) => line.trim());
      return role === undefined ? [] : [[role, may.filter(Boolean)]];
    }),
  );
}

function placesOf(rows: readonly number[]): Record<string, string> {
  const places = rows.flatMap((row, at) =>
    ['name', 'role', 'credential'].map((field) => [`identities.${at}.${field}`, `${field}-${row}`]),
  );
  return { ...Object.fromEntries(places), roles: 'rolename-0' };
}

async function show(context: PageContext, api: ApiView, form: Form, mistakes: Mistakes): Promise<Response> {
  const session = context.get('session');
  const mayChange = allows(session.caller.scopes, 'admin');
  const problem = mistakesNotice(mistakes);
  const credentials = allows(session.caller.scopes, 'scan')
    ? (await allOf<CredentialView>(context.get('api'), '/credentials')).items
    : [];
  const inside = markup`${identityRows(form, mistakes, credentials)}
<h2>What each role may call</h2>
<p class="hint">One operation a line, such as <code>GET /orders*</code>. The role <code>anonymous</code> is nobody. What answers otherwise is a finding. Without this, roles are told apart by what the API does.</p>
${roleRows(form, mistakes)}`;
  const body = mayChange
    ? markup`<form method="post" action="/apis/${api.id}/identities" class="panel stack">${csrfField(session)}${versionField(context, `/apis/${api.id}/identities`)}${inside}
<div class="row"><button type="submit" class="primary">Save</button><a class="button" href="/apis/${api.id}">Cancel</a></div></form>`
    : markup`<p class="notice fair">Somebody whose key has the scope “admin” can change this.</p><fieldset class="panel stack" disabled>${inside}</fieldset>`;
  return showPage(context, {
    title: 'Identities',
    nav: '/',
    above: [
      { title: 'APIs', path: '/' },
      { title: api.name, path: `/apis/${api.id}` },
    ],
    problem,
    body: markup`<h1>Identities of ${api.name}</h1>
<p class="soft">Users that its scans speak as. The first one asks; whether he reaches what belongs to the others is tested. Their credentials are sent to <code>${new URL(api.url).origin}</code>, and nowhere else.</p>
${credentials.length === 0 && mayChange && markup`<p class="notice fair">There is no credential yet: <a href="/credentials/new">add one</a> first.</p>`}
${body}`,
  });
}

function identityRows(form: Form, mistakes: Mistakes, credentials: readonly CredentialView[]): Markup {
  const field = fieldsOf(form, mistakes);
  const choices = [['', '–'] as const, ...credentials.map(({ id, name }) => [id, name] as const)];
  const shown = Math.min(MOST_IDENTITIES, Math.max(2, rowsIn(form, ['name', 'credential']) + 1));
  return markup`${Array.from(
    { length: shown },
    (
      _,
      at,
    ) => markup`<fieldset class="identity"><legend>${at === 0 ? 'First user' : `User ${at + 1}`}</legend><div class="pair">
${field.text(`name-${at}`, 'Name', { most: 100, inRow: true, placeholder: at === 0 ? 'ann' : 'bob' })}
${field.select(`credential-${at}`, 'Credential', choices)}
${field.text(`role-${at}`, 'Role', { most: 100, inRow: true, placeholder: 'user' })}</div></fieldset>`,
  )}`;
}

/** How many rows reach to the last that says something. */
function rowsIn(form: Form, names: readonly string[]): number {
  const used = Object.entries(form).flatMap(([field, value]) => {
    const [, name = '', at] = /^([a-z]+)-(\d{1,2})$/.exec(field) ?? [];
    return names.includes(name) && value.trim() !== '' ? [Number(at) + 1] : [];
  });
  return Math.max(0, ...used);
}

function roleRows(form: Form, mistakes: Mistakes): Markup {
  const field = fieldsOf(form, mistakes);
  const shown = Math.min(MOST_ROLES, rowsIn(form, ['rolename']) + SPARE_ROLES);
  return markup`${Array.from({ length: shown }, (_, at) => markup`<div class="pair">${field.text(`rolename-${at}`, 'Role', { most: 100, inRow: true, placeholder: 'user' })}${field.area(`may-${at}`, 'may call', { rows: 3, inRow: true, most: 60_000, placeholder: 'GET /orders*' })}</div>`)}`;
}

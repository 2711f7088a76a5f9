import type { z } from 'zod';
import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import type { keyView } from '../api/views.ts';
import { idIn } from './address.ts';
import { csrfField, type Form, readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { confirmed } from './parts/confirm.ts';
import { fieldsOf, textIn } from './parts/fields.ts';
import { type Mistakes, mistakesNotice, mistakesOf, NO_MISTAKES } from './parts/mistakes.ts';
import { shownOnce } from './parts/shown-once.ts';
import { ago } from './parts/time.ts';
import { type PageContext, pageRouter } from './site.ts';

type Key = z.infer<typeof keyView>;

const SCOPES = [
  ['read', 'Read', 'sees APIs, scans, findings and results; for dashboards and badges'],
  ['scan', 'Scan', 'also starts scans, sends results and judges findings; for pipelines'],
  ['admin', 'Admin', 'also keys, credentials, channels and settings; for people who run this server'],
] as const;
const EMPTY: Form = { scope: 'scan' };

/** Keys of programs: made, shown once, revoked. */
export function keysPage() {
  return pageRouter()
    .get('/keys', (context) => show(context, EMPTY))
    .post('/keys', async (context) => {
      const form = await readForm(context);
      const wanted = { name: textIn(form, 'name') ?? '', scopes: [form.scope ?? ''] };
      try {
        const made = await context.get('api').send<Key & { key: string }>('POST', '/keys', wanted);
        return showMade(context, made);
      } catch (problem) {
        return show(context, form, mistakesOf(problem, { name: 'name', scopes: 'scope' }));
      }
    })
    .post('/keys/:id/revoke', async (context) => {
      await readForm(context);
      try {
        await context.get('api').send('DELETE', `/keys/${idIn(context)}`);
        return redirect(context, '/keys', 'key-revoked');
      } catch (problem) {
        return show(context, EMPTY, mistakesOf(problem, {}));
      }
    });
}

async function show(context: PageContext, form: Form, mistakes: Mistakes = NO_MISTAKES): Promise<Response> {
  const { items } = await context.get('api').get<{ items: Key[] }>('/keys');
  const session = context.get('session');
  const problem = mistakesNotice(mistakes);
  const valid = items.filter(({ revokedAt }) => revokedAt === null);
  const revoked = items.filter(({ revokedAt }) => revokedAt !== null);
  const row = (
    key: Key,
  ) => markup`<li><div><h3>${key.name}</h3><p class="soft"><code>mbk_${key.id}_…</code></p></div>
<div><p>${scopeOf(key)}</p></div><div><p>${key.lastUsedAt === null ? markup`<span class="soft">never used</span>` : markup`last used ${ago(key.lastUsedAt)}`}</p><p class="soft">made ${ago(key.createdAt)}</p></div>
<div class="row-actions">${
    key.revokedAt === null
      ? confirmed(session, {
          action: `/keys/${key.id}/revoke`,
          says: 'Revoke',
          of: key.name,
          explained: `Whatever uses the key “${key.name}” is locked out at once. This cannot be undone.`,
          does: 'Revoke the key',
        })
      : markup`<span class="soft">revoked ${ago(key.revokedAt)}</span>`
  }</div></li>`;
  return showPage(context, {
    title: 'API keys',
    nav: '/keys',
    problem,
    body: markup`<div class="page-head"><div><h1>API keys</h1><p class="soft">With a key, programs use the <a href="/api">REST API</a>, and people sign in.</p></div></div>
<section class="group" aria-labelledby="valid"><h2 id="valid">Active keys</h2><ul class="cards">${valid.map(row)}</ul></section>
${revoked.length > 0 && markup`<details class="other"><summary>Revoked keys (${revoked.length})</summary><ul class="cards">${revoked.map(row)}</ul></details>`}
<section class="panel" aria-labelledby="new"><h2 id="new">Create a key</h2>${newKey(context, form, mistakes)}</section>`,
  });
}

/** The widest: it holds the others. */
function scopeOf({ scopes }: Key): string {
  return SCOPES.map(([scope]) => scope).findLast((scope) => scopes.includes(scope)) ?? '';
}

function newKey(context: PageContext, form: Form, mistakes: Mistakes): Markup {
  const fields = fieldsOf(form, mistakes);
  return markup`<form method="post" action="/keys" class="stack">${csrfField(context.get('session'))}
${fields.text('name', 'Name', { required: true, most: 200, placeholder: 'GitHub Actions of the shop', hint: 'Says later who it was, in this list and in the audit log.' })}
${fields.radios('scope', 'It may', SCOPES)}
<div class="row"><button type="submit" class="primary">Create the key</button></div></form>`;
}

function showMade(context: PageContext, { key, name }: { key: string; name: string }): Response {
  const example = markup`Programs send it as <code>Authorization: Bearer …</code>; the command line reads it from <code>MIDDLEBRICK_API_KEY</code>.`;
  return showPage(context, {
    title: 'The new key',
    nav: '/keys',
    above: [{ title: 'API keys', path: '/keys' }],
    body: markup`<h1>The key “${name}” is made</h1>${shownOnce('Your new key', key, example)}<p><a class="button primary" href="/keys">I have copied it</a></p>`,
  });
}

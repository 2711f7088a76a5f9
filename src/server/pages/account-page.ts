import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import { Problem } from '../api/problem.ts';
import type { SessionView } from '../api/sessions.ts';
import { LEAST_CHARACTERS, MOST_CHARACTERS } from '../sign-in/password.ts';
import { ADMIN } from '../store/accounts.ts';
import { idIn } from './address.ts';
import { csrfField, readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { ownSessions } from './parts/own-sessions.ts';
import { type PageContext, pageRouter } from './site.ts';

/** Who is signed in and where, and the password of the dashboard. */
export function accountPage() {
  return pageRouter()
    .get('/account', (context) => show(context))
    .post('/account/sessions/:id/end', async (context) => {
      await readForm(context);
      await context.get('api').send('DELETE', `/sessions/${idIn(context)}`);
      const isOwn = context.req.param('id') === context.get('session').caller.session;
      return isOwn
        ? redirect(context, '/sign-in', 'signed-out')
        : redirect(context, '/account', 'session-ended');
    })
    .post('/account/sign-out-everywhere', async (context) => {
      await readForm(context);
      await context.get('api').send('DELETE', '/sessions');
      return redirect(context, '/sign-in', 'signed-out-everywhere');
    })
    .post('/account/password', async (context) => {
      const { password = '', again = '', current = '' } = await readForm(context);
      if (password !== again) return show(context, 'The two new passwords differ.');
      const body = { password, ...(current === '' ? {} : { current }) };
      try {
        await context.get('api').send('PUT', '/admin-password', body);
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 400) return show(context, told(problem));
        throw problem;
      }
      // A session that the old password opened is over.
      return redirect(context, context.get('session').isAccount ? '/sign-in' : '/account', 'password-set');
    });
}

function told({ code, message }: Problem): string {
  if (code === 'wrong-password') return 'The current password is not right.';
  return `Use ${LEAST_CHARACTERS} characters or more. ${message}`;
}

async function show(context: PageContext, problem?: string): Promise<Response> {
  const session = context.get('session');
  const { name, scopes } = session.caller;
  const isAdmin = allows(scopes, 'admin');
  const [hasPassword, { items }] = await Promise.all([
    context.get('site').signIn.hasPassword(),
    context.get('api').get<{ items: SessionView[] }>('/sessions'),
  ]);
  const how = session.isAccount ? 'Signed in as' : 'Signed in with the API key';
  return showPage(context, {
    title: 'Account',
    nav: '/account',
    problem,
    body: markup`<h1>Account</h1>
<p>${how} <b>${name}</b>, which has the scope “${scopes.join('”, “')}”.</p>
${ownSessions(session, items)}
${isAdmin && passwordForm(context, hasPassword)}`,
  });
}

function passwordForm(context: PageContext, hasPassword: boolean): Markup {
  const session = context.get('session');
  const why = hasPassword
    ? 'Changing it ends all sessions that the old one opened.'
    : 'There is none yet. Set one, and sign in without the key from then on.';
  return markup`<section class="panel" aria-labelledby="password"><h2 id="password">${hasPassword ? 'Change the admin password' : 'Set the admin password'}</h2>
<p class="soft">${why}</p>
<form method="post" action="/account/password" class="stack">${csrfField(session)}
<input type="text" name="username" value="${ADMIN}" autocomplete="username" hidden>
${session.caller.id === ADMIN && markup`<label>Current password <input type="password" name="current" required autocomplete="current-password"></label>`}
<label>New password <input type="password" name="password" required minlength="${LEAST_CHARACTERS}" maxlength="${MOST_CHARACTERS}" autocomplete="new-password" aria-describedby="rule"></label>
<p class="soft" id="rule">${LEAST_CHARACTERS} characters or more; a few words do.</p>
<label>New password again <input type="password" name="again" required minlength="${LEAST_CHARACTERS}" maxlength="${MOST_CHARACTERS}" autocomplete="new-password"></label>
<button type="submit" class="primary">Save the password</button></form></section>`;
}

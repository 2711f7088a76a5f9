import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import { Problem } from '../api/problem.ts';
import { LEAST_CHARACTERS, MOST_CHARACTERS } from '../sign-in/password.ts';
import { ADMIN } from '../store/accounts.ts';
import { csrfField, readForm } from './form.ts';
import { showPage } from './layout.ts';
import { redirect } from './notices.ts';
import { type PageContext, pageRouter } from './site.ts';

/** Who is signed in, and the password of the dashboard. */
export function accountPage() {
  return pageRouter()
    .get('/account', (context) => show(context))
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
  const hasPassword = await context.get('site').signIn.hasPassword();
  const how = session.isAccount ? 'Signed in as' : 'Signed in with the API key';
  return showPage(context, {
    title: 'Account',
    nav: '/account',
    problem,
    body: markup`<h1>Account</h1>
<p>${how} <b>${name}</b>, which has the scope “${scopes.join('”, “')}”.</p>
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

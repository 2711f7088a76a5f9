import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { Problem } from '../api/problem.ts';
import { isOwnOrigin } from '../sign-in/origin.ts';
import { addressOf } from '../sign-in/proxy.ts';
import { leaveSession, sessionOf } from '../sign-in/session.ts';
import type { Refusal } from '../sign-in/sign-in.ts';
import { ADMIN } from '../store/accounts.ts';
import { note } from '../store/audit.ts';
import { readForm, textsOf } from './form.ts';
import { showCard } from './layout.ts';
import { nextOf } from './next.ts';
import { redirect } from './notices.ts';
import { openSession } from './open-session.ts';
import { type PageContext, pageRouter } from './site.ts';

/** Ways in and out: they work without a session, and with the store instead of the API. */
export function signInPages() {
  return pageRouter()
    .get('/sign-in', async (context) => {
      const { store, trustProxy } = context.get('site');
      if (await sessionOf(store.db, context, trustProxy)) return context.redirect(nextOf(context), 303);
      return await form(context);
    })
    .post('/sign-in', async (context) => {
      const { signIn, trustProxy } = context.get('site');
      if (!isOwnOrigin(context)) throw new Problem(403, 'csrf', 'This form came from another site.');
      const address = addressOf(context, trustProxy);
      const { key, password = '' } = await textsOf(context);
      const isByKey = key !== undefined;
      const owner = isByKey
        ? await signIn.byKey(key.trim(), address)
        : await signIn.byPassword(password, address);
      if ('refused' in owner) return await refuse(context, owner, isByKey);
      await openSession(context, owner);
      // The first one in, with the key that the first start printed, is asked for a password.
      const isFirst = isByKey && !(await signIn.hasPassword());
      return context.redirect(isFirst ? '/account' : nextOf(context), 303);
    });
}

export function signOutPage() {
  return pageRouter().post('/sign-out', async (context) => {
    const { store, trustProxy } = context.get('site');
    await readForm(context);
    const { id } = context.get('session').caller;
    await leaveSession(store.db, context, trustProxy);
    await note(store.db, id, 'session.end', id, { address: addressOf(context, trustProxy) });
    return redirect(context, '/sign-in', 'signed-out');
  });
}

async function refuse(context: PageContext, { refused, retryAfterSeconds }: Refusal, isByKey: boolean) {
  if (retryAfterSeconds !== undefined) context.header('Retry-After', `${retryAfterSeconds}`);
  return await form(context, { refused, isByKey }, retryAfterSeconds === undefined ? 401 : 429);
}

async function form(
  context: PageContext,
  problem?: { readonly refused: string; readonly isByKey: boolean },
  status: 200 | 401 | 429 = 200,
): Promise<Response> {
  const hasPassword = await context.get('site').signIn.hasPassword();
  const action = context.req.query('next') ? `?next=${encodeURIComponent(nextOf(context))}` : '';
  const wrong = problem && markup`<p class="notice bad" role="alert">${problem.refused}</p>`;
  const byKey = markup`<form method="post" action="/sign-in${action}" class="stack">
<label>API key <input type="password" name="key" required autocomplete="off" placeholder="mbk_…"${!hasPassword && markup` autofocus`}></label>
<button type="submit" class="primary">Sign in</button></form>`;
  const sso =
    context.get('site').hasSso &&
    markup`<p><a class="button wide" href="/sign-in/sso${action}">Sign in with single sign-on</a></p>`;
  const body = hasPassword
    ? markup`<h1>Sign in</h1>${wrong}${sso}
<form method="post" action="/sign-in${action}" class="stack">
<input type="text" name="username" value="${ADMIN}" autocomplete="username" hidden>
<label>Admin password <input type="password" name="password" required autocomplete="current-password" autofocus></label>
<button type="submit" class="primary">Sign in</button></form>
<details class="other"${problem?.isByKey && markup` open`}><summary>Sign in with an API key</summary>${byKey}</details>`
    : markup`<h1>Sign in</h1>${wrong}${sso}
<p class="soft">The first start of <code>middlebrick serve</code> printed a key. Sign in with it, and set a password.</p>
${byKey}`;
  return showCard(context, { title: 'Sign in', body: body as Markup }, status);
}

import { randomUUID } from 'node:crypto';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { Problem } from '../api/problem.ts';
import type { Oidc, OidcAttempt } from '../sign-in/oidc.ts';
import { isHttps } from '../sign-in/proxy.ts';
import { seeAccount } from '../store/accounts.ts';
import { storable, toJson } from '../store/json.ts';
import { nextOf } from './next.ts';
import { openSession } from './open-session.ts';
import { type PageContext, pageRouter } from './site.ts';

const CALLBACK = '/sign-in/sso/callback';
const COOKIE = 'middlebrick_sso';
/** Long enough to type a password and find a second factor. */
const ATTEMPT_SECONDS = 900;

const attemptShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
});

/** To the issuer of OpenID Connect, and back. */
export function oidcPages(oidc: Oidc) {
  return pageRouter()
    .get('/sign-in/sso', async (context) => {
      const { to, attempt } = await oidc.begin(redirectUri(context));
      remember(context, { ...attempt, next: nextOf(context) });
      return context.redirect(to, 303);
    })
    .get(CALLBACK, async (context) => {
      const attempt = remembered(context);
      deleteCookie(context, nameOf(context), { path: '/', secure: isEncrypted(context) });
      const given = new URL(redirectUri(context));
      given.search = new URL(context.req.url).search;
      const { subject, name, scope } = await oidc.finish(given, attempt);
      const { store } = context.get('site');
      const account = await seeAccount(store.db, {
        id: randomUUID(),
        name: storable(name),
        subject: storable(subject),
        scopes: toJson([scope]),
      });
      await openSession(context, { account: account.id });
      return context.redirect(attempt.next, 303);
    });
}

function isEncrypted(context: PageContext): boolean {
  return isHttps(context, context.get('site').trustProxy);
}

function nameOf(context: PageContext): string {
  return isEncrypted(context) ? `__Host-${COOKIE}` : COOKIE;
}

/** The issuer knows it, and refuses any other: a forged Host header leads nowhere. */
function redirectUri(context: PageContext): string {
  const { host } = new URL(context.req.url);
  return `${isEncrypted(context) ? 'https' : 'http'}://${context.req.header('host') ?? host}${CALLBACK}`;
}

function remember(context: PageContext, attempt: OidcAttempt & { readonly next: string }): void {
  setCookie(context, nameOf(context), Buffer.from(JSON.stringify(attempt)).toString('base64url'), {
    path: '/',
    httpOnly: true,
    // It has to come along from the issuer's page.
    sameSite: 'Lax',
    secure: isEncrypted(context),
    maxAge: ATTEMPT_SECONDS,
  });
}

/** @throws Problem where this browser did not ask for it */
function remembered(context: PageContext) {
  try {
    const text = Buffer.from(getCookie(context, nameOf(context)) ?? '', 'base64url').toString();
    return attemptShape.parse(JSON.parse(text));
  } catch {
    throw new Problem(403, 'no-attempt', 'This sign-in was not begun here, or took too long. Try again.');
  }
}

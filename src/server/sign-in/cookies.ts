import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { LONGEST_DAYS } from '../store/sessions.ts';
import { isHttps } from './proxy.ts';

const NAME = 'middlebrick_session';
const DAY_SECONDS = 86_400;

/**
 * With the prefix `__Host-` where the connection is encrypted: browsers then take it from this host alone. Without
 * encryption they would not take it at all.
 */
function nameOf(context: Context, trustProxy: boolean): string {
  return isHttps(context, trustProxy) ? `__Host-${NAME}` : NAME;
}

export function sessionCookie(context: Context, trustProxy: boolean): string | undefined {
  return getCookie(context, nameOf(context, trustProxy));
}

export function setSessionCookie(context: Context, trustProxy: boolean, id: string): void {
  setCookie(context, nameOf(context, trustProxy), id, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(context, trustProxy),
    maxAge: LONGEST_DAYS * DAY_SECONDS,
  });
}

export function clearSessionCookie(context: Context, trustProxy: boolean): void {
  deleteCookie(context, nameOf(context, trustProxy), { path: '/', secure: isHttps(context, trustProxy) });
}

import { ScanError } from '../errors.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, json, succeeded, text } from '../http/exchange.ts';
import { redirectOf } from '../http/redirect.ts';
import { isNode } from '../openapi/node.ts';
import type { Credential } from './identity.ts';
import type { RequestLogin } from './login.ts';
import { readLoginPage } from './login-page.ts';
import { cookiesAfter, cookiesOf } from './session-of-answer.ts';
import { guardsIn, type SignedIn, signedIn } from './signed-in.ts';

/** Sends what a login needs, as nobody. @throws TransportFailure when no answer came */
export type AskToLogIn = (request: RequestSpec) => Promise<Exchange>;

/** What the login of somebody gave, or why it gave nothing: a clause that follows the name of the user. */
export type LoginOutcome =
  | { readonly given: SignedIn }
  | { readonly why: string; readonly status?: number | undefined };

/** The login is elsewhere. */
export const NOTHING_THERE: ReadonlySet<number> = new Set([404, 405]);

/** How services say that a form, or what guards it against forged requests, is not complete (Laravel says 419). */
const ASKS_FOR_MORE: ReadonlySet<number> = new Set([400, 403, 419, 422]);

/**
 * Sends the login request. Where it is refused as incomplete, the page at the same place is read first for what its
 * form demands, and the request is sent once more with that: two requests at most carry the password.
 */
export async function logInByRequest(
  login: RequestLogin,
  ask: AskToLogIn,
  now: () => number,
): Promise<LoginOutcome> {
  const request: RequestSpec = {
    method: login.method,
    url: login.url,
    headers: login.headers,
    ...(login.body === undefined ? {} : { body: login.body }),
  };
  let answer = await ask(request);
  let given = givenBy(answer, login, now(), []);
  if (given === undefined && ASKS_FOR_MORE.has(answer.response.status) && login.method !== 'GET') {
    const page = await ask({ url: login.url, headers: [['Accept', 'text/html, application/json;q=0.9']] });
    const completed = completedBy(page, request, cookiesOf(answer));
    if (completed) {
      answer = await ask(completed.request);
      given = givenBy(answer, login, now(), completed.cookies);
    }
  }
  if (given) return { given };
  return { why: refusalOf(answer, login), status: answer.response.status };
}

/** A redirect back to the login, and a page or document that says that it failed, give nothing. */
function givenBy(
  answer: Exchange,
  login: RequestLogin,
  now: number,
  before: readonly Credential[],
): SignedIn | undefined {
  const { status } = answer.response;
  const next = redirectOf(answer);
  if (next ? leadsBack(next, answer) : !succeeded(answer)) return undefined;
  if (status >= 400 || saysNo(answer)) return undefined;
  const given = signedIn(answer, login.token, now);
  if (given?.token !== undefined) return given;
  if (given === undefined && (login.token?.in !== 'cookies' || before.length === 0)) return undefined;
  // Asked again, the form with its password says that it was wrong, whatever cookies it sets.
  if (/type\s*=\s*["']?password/i.test(text(answer.response).slice(0, 200_000))) return undefined;
  const cookies = cookiesAfter(before, answer);
  return { cookies, guards: guardsIn(cookies, json(answer.response)) };
}

function leadsBack(next: URL, { request }: Exchange): boolean {
  const { pathname } = new URL(request.url);
  return (
    next.pathname === pathname ||
    /(?:log-?in|sign-?in)(?:\/|$|\.\w+$)|[?&](?:error|failed)\b/i.test(next.pathname + next.search)
  );
}

/** `{"success": false}`, `{"ok": false}`, `{"error": "wrong password"}` with a status that says otherwise. */
function saysNo({ response }: Exchange): boolean {
  const document = json(response);
  if (!isNode(document)) return false;
  const { success, ok, authenticated, error } = document;
  return (
    success === false ||
    ok === false ||
    authenticated === false ||
    (typeof error === 'string' && error !== '')
  );
}

/** The same request with what the page demands; undefined where the page demands nothing. */
function completedBy(
  page: Exchange,
  request: RequestSpec,
  known: readonly Credential[],
): { readonly request: RequestSpec; readonly cookies: readonly Credential[] } | undefined {
  const cookies = cookiesAfter(known, page);
  const { hidden, meta } = succeeded(page) ? readLoginPage(text(page.response)) : { hidden: [] };
  const guards =
    meta === undefined ? guardsIn(cookies, json(page.response)) : [['X-CSRF-Token', meta] as const];
  const isForm = /urlencoded/i.test(header(request.headers ?? [], 'content-type') ?? '');
  const body = String(request.body ?? '');
  const named = new Set(new URLSearchParams(body).keys());
  const added = isForm ? hidden.filter(([name]) => !named.has(name)) : [];
  if (cookies.length === 0 && guards.length === 0 && added.length === 0) return undefined;
  const pairs = cookies.flatMap((one) => (one.kind === 'cookie' ? [`${one.name}=${one.value}`] : []));
  return {
    cookies,
    request: {
      ...request,
      headers: [
        ...(request.headers ?? []),
        ...guards,
        ...(pairs.length === 0 ? [] : [['Cookie', pairs.join('; ')] as const]),
        // Django compares it with the host for a form that is sent over TLS.
        ['Referer', page.request.url],
      ],
      ...(added.length === 0
        ? {}
        : {
            body: [
              body,
              new URLSearchParams(added.map(([name, value]): [string, string] => [name, value])).toString(),
            ]
              .filter(Boolean)
              .join('&'),
          }),
    },
  };
}

function refusalOf(answer: Exchange, { token }: RequestLogin): string {
  const { status } = answer.response;
  const place = `${answer.request.method} ${new URL(answer.request.url).pathname} returns ${status}`;
  if (NOTHING_THERE.has(status)) return `${place}: there is no login at this place.`;
  if (status === 429) return `${place}: the service limits logins. Try again later.`;
  if (status >= 500) return `${place}: the login is out of order.`;
  const next = redirectOf(answer);
  if (next && leadsBack(next, answer))
    return `${place} and leads back to the login. Check user and password.`;
  const isTurnedAway =
    status >= 400 ||
    saysNo(answer) ||
    /type\s*=\s*["']?password/i.test(text(answer.response).slice(0, 200_000));
  if (isTurnedAway) return `${place}. Check user and password.`;
  if (token?.in === 'body') return `${place}, and its answer holds no token at /${token.path.join('/')}.`;
  if (token?.in === 'header') return `${place}, and its answer has no header ${token.name}.`;
  if (token?.in === 'cookies') return `${place} and sets no cookie.`;
  return `${place}, and no token or cookie was found in it: say where it stands with --login-token.`;
}

/** @param why a clause of a login that gave nothing */
export function loginFailed(name: string, why: string, cause?: unknown): ScanError {
  return new ScanError('login-lost', `The login of "${name}" gave no session: ${why}`, { cause });
}

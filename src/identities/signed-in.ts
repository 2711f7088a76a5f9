import type { Exchange, HeaderList } from '../http/exchange.ts';
import { header, json, textStart } from '../http/exchange.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import { dateClaim, decodeJwt } from '../material/jwt.ts';
import { isNode } from '../openapi/node.ts';
import type { Credential, Identity } from './identity.ts';
import type { TokenForm, TokenSource } from './login.ts';
import { BEARER, TOKEN_PLACE } from './login.ts';
import { cookiesOf, tokenOf } from './session-of-answer.ts';

/** What a login gave. */
export interface SignedIn {
  readonly token?: string;
  readonly cookies: readonly Credential[];
  /** Sent beside cookies, where the service guards them against forged requests. */
  readonly guards: HeaderList;
  readonly refreshToken?: string;
  /** Milliseconds of `Date.now()` at which it ends; undefined where nothing says so. */
  readonly expiresAt?: number;
}

/** Bounded: members of a login's answer are the service's word. */
const DEEPEST = 4;

/** Undefined where the answer holds neither the token that was asked for nor, where nothing was, a token or cookie. */
export function signedIn(
  answer: Exchange,
  source: TokenSource | undefined,
  now: number,
): SignedIn | undefined {
  const document = json(answer.response);
  const cookies = cookiesOf(answer);
  const token = source
    ? tokenAt(answer, document, source)
    : (tokenOf(answer) ?? plainToken(answer, document));
  const wantsCookies = source === undefined || source.in === 'cookies';
  if (token === undefined && !(wantsCookies && cookies.length > 0)) return undefined;
  const refreshToken = textNamed(document, /^refresh_?token$/i, 0);
  const expiresAt = token === undefined ? undefined : endOf(token, document, now);
  return {
    ...(token === undefined ? {} : { token }),
    cookies,
    guards: guardsIn(cookies, document),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** Tokens that were given out before the scan, such as to a device. */
export function givenBefore(token: string, refreshToken: string | undefined, now: number): SignedIn {
  const expiresAt = endOf(token, undefined, now, false);
  return {
    token,
    cookies: [],
    guards: [],
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

const LONGEST_TOKEN = 8_000;

/** The whole answer, as some services write it, or a member that elsewhere may be anything. */
function plainToken({ response }: Exchange, document: unknown): string | undefined {
  if (document !== undefined && typeof document !== 'string')
    return textNamed(document, /^(?:key|access|session_?id|sid|ticket)$/i, 0);
  const whole = typeof document === 'string' ? document : textStart(response, LONGEST_TOKEN).trim();
  return decodeJwt(whole) ? whole : undefined;
}

function tokenAt({ response }: Exchange, document: unknown, source: TokenSource): string | undefined {
  if (source.in === 'cookies') return undefined;
  const held =
    source.in === 'header'
      ? header(response.headers, source.name)
      : source.path.reduce<unknown>(stepInto, document);
  if (typeof held !== 'string' && typeof held !== 'number') return undefined;
  return String(held).replace(/^Bearer\s+/i, '') || undefined;
}

function stepInto(held: unknown, key: string): unknown {
  return typeof held === 'object' && held !== null && Object.hasOwn(held, key)
    ? (held as Record<string, unknown>)[key]
    : undefined;
}

/**
 * RFC 6749 section 5.1, else the token's own word. A clock that differs from ours does not matter where the token says
 * when it was made.
 */
function endOf(token: string, document: unknown, now: number, isFresh = true): number | undefined {
  const seconds = numberNamed(document, /^expires_?in$/i, 0);
  const claims = decodeJwt(token)?.payload ?? {};
  const [exp, made] = [dateClaim(claims, 'exp'), dateClaim(claims, 'iat')];
  const ends = [
    ...(seconds !== undefined && seconds > 0 ? [now + seconds * 1000] : []),
    ...(isFresh && exp !== undefined && made !== undefined && exp > made ? [now + (exp - made) * 1000] : []),
    // One that is over when it is given out is a matter of clocks; one from before is over.
    ...(exp !== undefined && (exp * 1000 > now || !isFresh) ? [exp * 1000] : []),
  ];
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** Cookies that hold the token against forged requests, and the headers that frameworks read it from. */
const GUARDS: readonly (readonly [cookie: RegExp, header: string])[] = [
  [/^XSRF-TOKEN$/i, 'X-XSRF-TOKEN'],
  [/^csrftoken$/i, 'X-CSRFToken'],
  [/^(?:__Host-)?_?(?:csrf|xsrf)[\w-]*$/i, 'X-CSRF-Token'],
];

export function guardsIn(cookies: readonly Credential[], document: unknown): HeaderList {
  for (const cookie of cookies) {
    if (cookie.kind !== 'cookie') continue;
    const name = GUARDS.find(([pattern]) => pattern.test(cookie.name))?.[1];
    // Frameworks percent-encode the cookie and compare what it says.
    if (name !== undefined) return [[name, percentDecoded(cookie.value)]];
  }
  const said = textNamed(document, /^_?(?:csrf|xsrf)_?token$/i, 0);
  return said === undefined || cookies.length === 0 ? [] : [['X-CSRF-Token', said]];
}

/** How what a login gave is sent: the token in one form, or only its cookies, or both. */
export type SentAs = TokenForm | 'cookies' | 'both';

/** The identity with what a login gave: the token where there is one, else the cookies; both only where neither alone opened anything. */
export function withSignIn(
  identity: Identity,
  given: readonly Credential[],
  { token, cookies, guards }: SignedIn,
  form: SentAs | undefined,
): Identity {
  const byToken = token !== undefined && form !== 'cookies';
  const byCookies = !byToken || form === 'both';
  const tokenForm = typeof form === 'object' ? form : BEARER;
  const made = [...(byToken ? [credentialOf(token, tokenForm)] : []), ...(byCookies ? cookies : [])];
  const { beside: _before, spare: _unused, ...rest } = identity;
  return {
    ...rest,
    credentials: [...made, ...given],
    ...(byCookies && guards.length > 0 ? { beside: guards } : {}),
    ...(!byCookies && cookies.length > 0 ? { spare: cookies } : {}),
  };
}

/**
 * Ways to show a session that a login gave as token and cookies: each alone, so that it is known which one opens, then
 * both. Any other identity is as it is.
 */
export function formsOfSession(identity: Identity): Identity[] {
  const cookies = identity.credentials.filter(({ kind }) => kind === 'cookie');
  const others = identity.credentials.filter(({ kind }) => kind !== 'cookie');
  if (cookies.length === 0 || others.length === 0) return [identity];
  const guards = guardsIn(cookies, undefined);
  const beside = guards.length === 0 ? {} : { beside: guards };
  return [
    { ...identity, credentials: others, spare: cookies },
    { ...identity, credentials: cookies, spare: others, ...beside },
    { ...identity, ...beside },
  ];
}

export function credentialOf(token: string, form: TokenForm): Credential {
  const isBearer = form.in === 'header' && /^authorization$/i.test(form.name);
  if (isBearer && /^bearer \{token\}$/i.test(form.template)) return { kind: 'bearer', token };
  const value = form.template.replaceAll(TOKEN_PLACE, () => token);
  if (form.in === 'cookie') return { kind: 'cookie', name: form.name, value };
  return { kind: 'api-key', in: form.in, name: form.name, value };
}

function textNamed(value: unknown, name: RegExp, depth: number): string | undefined {
  const held = memberNamed(value, name, depth, (one) => typeof one === 'string' && one !== '');
  return held === undefined ? undefined : String(held);
}

function numberNamed(value: unknown, name: RegExp, depth: number): number | undefined {
  const held = memberNamed(
    value,
    name,
    depth,
    (one) => Number.isFinite(Number(one)) && one !== null && one !== '',
  );
  return held === undefined ? undefined : Number(held);
}

function memberNamed(value: unknown, name: RegExp, depth: number, fits: (held: unknown) => boolean): unknown {
  if (!isNode(value) || depth > DEEPEST) return undefined;
  const own = Object.entries(value).find(([key, held]) => name.test(key) && fits(held));
  if (own) return own[1];
  for (const held of Object.values(value)) {
    const inner = memberNamed(held, name, depth + 1, fits);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

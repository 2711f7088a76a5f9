import type { Exchange } from '../http/exchange.ts';
import { header, headerValues, json, succeeded } from '../http/exchange.ts';
import type { TokenPlace } from '../journal/entry.ts';
import { decodeJwt } from '../material/jwt.ts';
import { isNode } from '../openapi/node.ts';
import type { Spec } from '../openapi/operation.ts';
import { plainName } from '../values/plain-name.ts';
import type { Account, Credential } from './identity.ts';
import { emailOf } from './identity.ts';

const TOKEN_FIELD =
  /^(?:access_?token|auth_?token|id_?token|jwt|token|bearer|session_?token|api_?key|authorization)$/i;
/** Elsewhere these may be words: what is long enough to be a secret is one. */
const SESSION_FIELD = /^(?:session(?:_?(?:id|key))?|sid|ticket)$/i;
const LONG = 16;
const TOKEN_HEADER = ['authorization', 'x-auth-token', 'x-access-token'];
const ID_FIELD = /^_?(?:id|uuid|guid|pk)$|^(?:user|account|member|customer)_?(?:id|uuid)$/i;
const DEEPEST = 4;

/** True when a login's answer gives a session. */
export function givesSession(answer: Exchange): boolean {
  return succeeded(answer) && credentialsIn(answer, { kind: 'bearer' }).length > 0;
}

/** Where the document says that a token is sent. */
export function tokenPlaceOf(spec: Spec | undefined): TokenPlace {
  const schemes = [...(spec?.securitySchemes.values() ?? [])];
  const isBearer = schemes.some(
    ({ type, scheme }) => type === 'oauth2' || type === 'openIdConnect' || scheme === 'bearer',
  );
  const key = schemes.find(({ type }) => type === 'apiKey');
  const name = key?.parameterName;
  if (isBearer || !key?.in || name === undefined || /^authorization$/i.test(name)) return { kind: 'bearer' };
  return { kind: 'api-key', in: key.in, name };
}

/** The token of an answer, written as the document says that it is sent, and its cookies. */
export function credentialsIn(answer: Exchange, place: TokenPlace): Credential[] {
  const cookies = cookiesOf(answer);
  const token = tokenOf(answer);
  if (token === undefined) return cookies;
  return [place.kind === 'bearer' ? { kind: 'bearer', token } : { ...place, value: token }, ...cookies];
}

/** Cookies that the answer sets; one that it takes away is none. */
export function cookiesOf({ response }: Exchange): Credential[] {
  return headerValues(response.headers, 'set-cookie').flatMap((line): Credential[] => {
    const [, name, value] = /^([^=;\s]+)=([^;]+)/.exec(line) ?? [];
    return name && value && !/;\s*max-age\s*=\s*(?:0|-\d+)\s*(?:;|$)/i.test(line)
      ? [{ kind: 'cookie', name, value }]
      : [];
  });
}

/** Cookies as they are after an answer that set some of them anew. */
export function cookiesAfter(before: readonly Credential[], answer: Exchange): Credential[] {
  const after = cookiesOf(answer);
  const named = (one: Credential) => (one.kind === 'cookie' ? one.name : '');
  return [...before.filter((old) => !after.some((one) => named(one) === named(old))), ...after];
}

/** The token of an answer, in its body or a header of it, without its scheme. */
export function tokenOf({ response }: Exchange): string | undefined {
  const said =
    tokenIn(json(response), 0) ??
    TOKEN_HEADER.map((name) => header(response.headers, name)).find((value) => value !== undefined);
  return said?.replace(/^Bearer\s+/i, '');
}

/** Identifiers that stand beside the account's own name, in these answers or the claims of its token. */
export function claimedIdentifiers(
  account: Pick<Account, 'user'>,
  answers: readonly Exchange[],
  credentials: readonly Credential[],
): Readonly<Record<string, string>> {
  const claims = credentials.flatMap((credential) =>
    credential.kind === 'bearer' ? [decodeJwt(credential.token)?.payload] : [],
  );
  for (const place of [...answers.map(({ response }) => json(response)), ...claims]) {
    const ids = idsBeside(place, account, 0);
    if (ids) return ids;
  }
  return {};
}

function tokenIn(value: unknown, depth: number): string | undefined {
  if (!isNode(value) || depth > DEEPEST) return undefined;
  const entries = Object.entries(value);
  const named = entries.find(([name, held]) => TOKEN_FIELD.test(name) && isToken(held));
  const signed =
    named ??
    entries.find(([name, held]) => !/refresh/i.test(name) && isJwt(held)) ??
    entries.find(([name, held]) => SESSION_FIELD.test(name) && isToken(held) && String(held).length >= LONG);
  if (signed) return String(signed[1]);
  for (const [, held] of entries) {
    const inner = tokenIn(held, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^(?:Bearer\s+)?[\x21-\x7e]{8,8192}$/.test(value);
}

function isJwt(value: unknown): boolean {
  return typeof value === 'string' && /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value);
}

/** Texts and numbers of the record that names the account, by plain name. */
export function saidOf(account: Pick<Account, 'user'>, answer: Exchange): Readonly<Record<string, string>> {
  const look = (value: unknown, depth: number): Readonly<Record<string, string>> | undefined => {
    if (!isNode(value) || depth > DEEPEST) return undefined;
    const entries = Object.entries(value);
    if (entries.some(([, held]) => held === account.user || held === emailOf(account)))
      return Object.fromEntries(
        entries.flatMap(([name, held]): [string, string][] =>
          typeof held === 'number' || (typeof held === 'string' && held.length <= LONGEST_SAID)
            ? [[plainName(name), String(held)]]
            : [],
        ),
      );
    return entries.map(([, held]) => look(held, depth + 1)).find((found) => found !== undefined);
  };
  return look(json(answer.response), 0) ?? {};
}

const LONGEST_SAID = 100;

/** A number elsewhere may be anybody's: only one beside the account's own name may be its own. */
function idsBeside(
  value: unknown,
  account: Pick<Account, 'user'>,
  depth: number,
): Readonly<Record<string, string>> | undefined {
  if (Array.isArray(value)) {
    return value.map((item) => idsBeside(item, account, depth + 1)).find((found) => found !== undefined);
  }
  if (!isNode(value) || depth > DEEPEST) return undefined;
  const entries = Object.entries(value);
  if (entries.some(([, held]) => held === account.user || held === emailOf(account))) {
    const ids = entries.filter(
      ([name, held]) => ID_FIELD.test(name) && (typeof held === 'string' || typeof held === 'number'),
    );
    if (ids.length > 0) return Object.fromEntries(ids.map(([name, held]) => [name, String(held)]));
  }
  for (const [, held] of entries) {
    const inner = idsBeside(held, account, depth + 1);
    if (inner) return inner;
  }
  return undefined;
}

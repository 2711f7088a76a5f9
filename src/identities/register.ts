import { randomBytes } from 'node:crypto';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, headerValues, json, succeeded } from '../http/exchange.ts';
import { decodeJwt } from '../material/jwt.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import type { LoginOperation } from './account-operations.ts';
import { loginOperation, registerOperation } from './account-operations.ts';
import type { Account, Credential, Identity } from './identity.ts';
import { emailOf, REGISTERED } from './identity.ts';

/** As many as it takes to see whether one gets what is the other's. */
const USERS = 2;
/** Where services tell an account about itself. */
const OWN_PLACE = /(?:^|\/)(?:me|whoami|profile|account|self|current[-_]?user)$/i;
const TOKEN_FIELD =
  /^(?:access_?token|auth_?token|id_?token|jwt|token|bearer|session_?token|api_?key|authorization)$/i;
const TOKEN_HEADER = ['authorization', 'x-auth-token', 'x-access-token'];
const ID_FIELD = /^_?(?:id|uuid|guid|pk)$|^(?:user|account|member|customer)_?(?:id|uuid)$/i;
const DEEPEST = 4;

/** What came of registering: every account that may exist now, and those that could log in. */
export interface Registered {
  readonly accounts: readonly Account[];
  readonly identities: readonly Identity[];
}

/** What registering needs to know of the service. */
export interface Registry {
  readonly client: HttpClient;
  readonly operations: readonly Operation[];
  readonly spec?: Spec | undefined;
}

/** A name that nobody else has, by which what the scan made is known again. */
export function freshName(): string {
  return `mb${randomBytes(4).toString('hex')}`;
}

/** A fresh account, not registered yet. The password has what password rules commonly ask for. */
export function freshAccount(): Account {
  return { user: freshName(), password: `Mb1!${randomBytes(6).toString('hex')}`, ids: {} };
}

/**
 * Registers two users of the scan's own and logs them in. None where the document has no such operations, or the
 * service does not play along.
 */
export async function registerUsers(registry: Registry): Promise<Registered> {
  const register = registerOperation(registry);
  const login = loginOperation(registry);
  const accounts: Account[] = [];
  const identities: Identity[] = [];
  for (let number = 1; register && number <= USERS; number += 1) {
    const account = freshAccount();
    const made = await registry.client.attempt(register.requestFor(account));
    if (made instanceof Error || made.response.status >= 400) break;
    const identity = await logIn(registry, login, account, made);
    accounts.push(identity?.account ?? account);
    if (!identity) break;
    identities.push({ ...identity, name: `${REGISTERED}${number}`, role: 'user' });
  }
  return { accounts, identities };
}

/** Logs an account of the scan's own in, or takes the session that registering gave. Undefined: no session. */
export async function logIn(
  registry: Registry,
  login: LoginOperation | undefined,
  account: Account,
  registered?: Exchange,
): Promise<Identity | undefined> {
  const answers = registered ? [registered] : [];
  if (login) {
    const answer = await registry.client.attempt(login.requestFor(login.nameIn(account), account.password));
    if (!(answer instanceof Error)) answers.unshift(answer);
  }
  for (const answer of answers) {
    const credentials = succeeded(answer) ? credentialsIn(answer, registry.spec) : [];
    if (credentials.length === 0) continue;
    const identity = { name: account.user, credentials, account };
    const ids = await idsOf(registry, identity, answers);
    return { ...identity, account: { ...account, ids } };
  }
  return undefined;
}

/** True when a login's answer gives a session. */
export function givesSession(answer: Exchange): boolean {
  return succeeded(answer) && credentialsIn(answer, undefined).length > 0;
}

/** The token of an answer, written as the document says that it is sent, and its cookies. */
function credentialsIn(answer: Exchange, spec: Spec | undefined): Credential[] {
  const cookies = headerValues(answer.response.headers, 'set-cookie').flatMap((line): Credential[] => {
    const [, name, value] = /^([^=;\s]+)=([^;]+)/.exec(line) ?? [];
    return name && value ? [{ kind: 'cookie', name, value }] : [];
  });
  const said =
    tokenIn(json(answer.response), 0) ??
    TOKEN_HEADER.map((name) => header(answer.response.headers, name)).find((value) => value !== undefined);
  const token = said?.replace(/^Bearer\s+/i, '');
  return token === undefined ? cookies : [tokenCredential(token, spec), ...cookies];
}

function tokenIn(value: unknown, depth: number): string | undefined {
  if (!isNode(value) || depth > DEEPEST) return undefined;
  const entries = Object.entries(value);
  const named = entries.find(([name, held]) => TOKEN_FIELD.test(name) && isToken(held));
  const signed = named ?? entries.find(([name, held]) => !/refresh/i.test(name) && isJwt(held));
  if (signed) return String(signed[1]);
  for (const [, held] of entries) {
    const inner = tokenIn(held, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function isToken(value: unknown): boolean {
  return typeof value === 'string' && /^(?:Bearer\s+)?[\x21-\x7e]{8,}$/.test(value);
}

function isJwt(value: unknown): boolean {
  return typeof value === 'string' && /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value);
}

function tokenCredential(token: string, spec: Spec | undefined): Credential {
  const schemes = [...(spec?.securitySchemes.values() ?? [])];
  const isBearer = schemes.some(
    ({ type, scheme }) => type === 'oauth2' || type === 'openIdConnect' || scheme === 'bearer',
  );
  const key = schemes.find(({ type }) => type === 'apiKey');
  const name = key?.parameterName;
  if (isBearer || !key?.in || name === undefined || /^authorization$/i.test(name))
    return { kind: 'bearer', token };
  return { kind: 'api-key', in: key.in, name, value: token };
}

/** Identifiers that stand beside the account's own name, in the answers, the token, or what it is told of itself. */
async function idsOf(
  { client, operations, spec }: Registry,
  identity: Identity & { readonly account: Account },
  answers: readonly Exchange[],
): Promise<Readonly<Record<string, string>>> {
  const claims = identity.credentials.flatMap((credential) =>
    credential.kind === 'bearer' ? [decodeJwt(credential.token)?.payload] : [],
  );
  for (const place of [...answers.map(({ response }) => json(response)), ...claims]) {
    const ids = idsBeside(place, identity.account, 0);
    if (ids) return ids;
  }
  const own = operations.find(
    ({ method, path }) => method === 'GET' && !path.includes('{') && OWN_PLACE.test(path),
  );
  if (!own) return {};
  const answer = await client.as(identity).attempt(requestFor(own, spec));
  if (answer instanceof Error || !succeeded(answer)) return {};
  return idsBeside(json(answer.response), identity.account, 0) ?? {};
}

/** A number elsewhere may be anybody's: only one beside the account's own name is its own. */
function idsBeside(
  value: unknown,
  account: Account,
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

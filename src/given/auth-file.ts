import { parse } from 'yaml';
import { z } from 'zod';
import { ScanError } from '../errors.ts';
import type { GivenCredentials } from '../identities/credentials.ts';
import type { RequestLogin, TokenForm, TokenSource } from '../identities/login.ts';
import { TOKEN_PLACE } from '../identities/login.ts';
import { readHeaders, readRawBody, tokenSource } from './login.ts';
import type { ReadSecret } from './secret-values.ts';

const headers = z.array(z.object({ name: z.string(), value: z.string() }));
/** Versions of the format call the same things otherwise; unknown members are other tools' business. */
const token = z.object({
  extractFrom: z.enum(['body', 'header']).optional(),
  extractSelector: z.string().optional(),
  sendIn: z.enum(['header', 'query']).optional(),
  sendName: z.string().optional(),
  sendTemplate: z.string().optional(),
  extractFromField: z.string().optional(),
  extractFromHeader: z.string().optional(),
  httpHeaderName: z.string().optional(),
  headerPrefix: z.string().optional(),
  headerPostfix: z.string().optional(),
});
const login = z.object({
  endpoint: z.string().optional(),
  externalEndpointURL: z.string().optional(),
  verb: z.string().optional(),
  contentType: z.string().optional(),
  headers: headers.optional(),
  payloadRaw: z.string().optional(),
  payloadUserPwd: z
    .object({
      username: z.string(),
      password: z.string(),
      usernameField: z.string(),
      passwordField: z.string(),
    })
    .optional(),
  token: token.optional(),
  expectCookies: z.boolean().optional(),
});
const user = z.object({
  name: z.string().optional(),
  fixedHeaders: headers.optional(),
  loginEndpointAuth: login.optional(),
});
const authFile = z.object({ auth: z.array(user).min(1), authTemplate: user.optional() });

type User = z.infer<typeof user>;

/**
 * Users of an authentication file of Web Fuzzing Commons, in its order. What its template says holds where a user says
 * nothing else.
 * @throws ScanError invalid-option that names the file
 */
export function readAuthFile(text: string, path: string, secret: ReadSecret): GivenCredentials[] {
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100, logLevel: 'error' });
  } catch (cause) {
    throw wrongFile(path, 'it is neither YAML nor JSON', cause);
  }
  const read = authFile.safeParse(document);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw wrongFile(
      path,
      `"${issue?.path.join('.') ?? 'auth'}": ${issue?.message ?? 'it does not follow the schema'}`,
    );
  }
  const { auth, authTemplate } = read.data;
  return auth.map((one, at) =>
    toGiven(withTemplate(one, authTemplate), one.name ?? `user-${at + 1}`, path, secret),
  );
}

function withTemplate(one: User, template: User | undefined): User {
  if (!template) return one;
  const merged = { ...template.loginEndpointAuth, ...one.loginEndpointAuth };
  return { ...template, ...one, ...(Object.keys(merged).length === 0 ? {} : { loginEndpointAuth: merged }) };
}

function toGiven(
  { fixedHeaders = [], loginEndpointAuth }: User,
  name: string,
  path: string,
  secret: ReadSecret,
): GivenCredentials {
  const fixed = fixedHeaders.map(
    (one) => `${one.name}: ${/^env:\w+$/.test(one.value) ? secret(one.value, path) : one.value.trim()}`,
  );
  if (!loginEndpointAuth && fixed.length === 0)
    throw wrongFile(path, `"${name}" has neither fixedHeaders nor loginEndpointAuth`);
  return {
    name,
    ...(fixed.length === 0 ? {} : { headers: fixed }),
    ...(loginEndpointAuth ? { login: toLogin(loginEndpointAuth, name, path, secret) } : {}),
  };
}

function toLogin(given: z.infer<typeof login>, name: string, path: string, secret: ReadSecret): RequestLogin {
  const { endpoint, externalEndpointURL, verb = 'POST', contentType, payloadRaw, payloadUserPwd } = given;
  const url = externalEndpointURL ?? endpoint;
  if (url === undefined || (externalEndpointURL !== undefined && !URL.canParse(externalEndpointURL)))
    throw wrongFile(path, `the login of "${name}" has no usable endpoint`);
  const raw = payloadUserPwd ? userAndPassword(payloadUserPwd, contentType) : payloadRaw;
  const body = raw === undefined ? undefined : readRawBody(raw, contentType, path, secret);
  const sent = readHeaders(
    (given.headers ?? []).map((one) => [one.name, one.value]),
    path,
    secret,
  );
  const source = given.token
    ? sourceOf(given.token)
    : given.expectCookies
      ? tokenSource('cookie')
      : undefined;
  const send = given.token && formOf(given.token);
  return {
    kind: 'request',
    method: verb.toUpperCase(),
    url,
    headers: [...sent.headers, ...(body ? [['Content-Type', body.type] as const] : [])],
    ...(body ? { body: body.text } : {}),
    ...(source ? { token: source } : {}),
    ...(send ? { send } : {}),
    // Its field may have any name.
    secrets: [...sent.secrets, ...(body?.secrets ?? []), ...passwordsOf(payloadUserPwd?.password)],
  };
}

/** As it is, and as it stands in a form. */
function passwordsOf(password: string | undefined): string[] {
  if (password === undefined) return [];
  return [...new Set([password, new URLSearchParams([['', password]]).toString().slice(1)])];
}

function userAndPassword(
  { username, password, usernameField, passwordField }: NonNullable<z.infer<typeof login>['payloadUserPwd']>,
  contentType: string | undefined,
): string {
  const pairs: [string, string][] = [
    [usernameField, username],
    [passwordField, password],
  ];
  return /urlencoded/i.test(contentType ?? '')
    ? new URLSearchParams(pairs).toString()
    : JSON.stringify(Object.fromEntries(pairs));
}

function sourceOf(given: z.infer<typeof token>): TokenSource | undefined {
  const { extractFrom, extractSelector, extractFromField, extractFromHeader } = given;
  const header = extractFrom === 'header' ? extractSelector : extractFromHeader;
  if (header !== undefined) return { in: 'header', name: header };
  const selector = extractSelector ?? extractFromField;
  return selector === undefined ? undefined : tokenSource(selector);
}

function formOf(given: z.infer<typeof token>): TokenForm | undefined {
  const {
    sendIn = 'header',
    sendName,
    sendTemplate,
    httpHeaderName,
    headerPrefix = '',
    headerPostfix = '',
  } = given;
  const name = sendName ?? httpHeaderName;
  if (name === undefined) return undefined;
  return { in: sendIn, name, template: sendTemplate ?? `${headerPrefix}${TOKEN_PLACE}${headerPostfix}` };
}

function wrongFile(path: string, why: string, cause?: unknown): ScanError {
  return new ScanError('invalid-option', `The authentication file ${path} cannot be used: ${why}.`, {
    cause,
  });
}

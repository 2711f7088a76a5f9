import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, json, succeeded } from '../http/exchange.ts';
import { textMember } from '../openapi/node.ts';
import type { AskToLogIn, LoginOutcome } from './log-in.ts';
import { basicOf, type OAuthLogin } from './login.ts';
import { signedIn } from './signed-in.ts';

/** One way to ask a token endpoint: the members of its form. */
type Grant = Readonly<Record<string, string | undefined>>;

/** Where the member stands that RFC 6749 section 5.1 prescribes. */
const ACCESS_TOKEN = { in: 'body', path: ['access_token'] } as const;
/** OpenID Connect Discovery section 4, and RFC 8414 section 3. */
const METADATA = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];
const MOST_SAID = 160;

/**
 * Asks the token endpoint: with the newest refresh token first, then with user and password or as the client alone. The
 * client shows itself in the header (which every server has to take), and in the form where that is refused.
 */
export async function logInByOAuth(
  login: OAuthLogin,
  ask: AskToLogIn,
  now: () => number,
  refreshToken = login.refreshToken,
): Promise<LoginOutcome> {
  const tokenUrl = login.tokenUrl ?? (await tokenEndpoint(login.issuer ?? '', ask));
  if (tokenUrl === undefined) return { why: `the issuer ${login.issuer} names no token endpoint.` };
  let why = 'it has neither a refresh token, nor a user, nor a client.';
  for (const grant of grantsOf(login, refreshToken)) {
    const answer = await askGrant(tokenUrl, login, grant, ask);
    const given = succeeded(answer) ? signedIn(answer, ACCESS_TOKEN, now()) : undefined;
    // A token endpoint that rotates refresh tokens gives the next one; otherwise the old one stays good.
    if (given) return { given: refreshToken === undefined ? given : { refreshToken, ...given } };
    why = refusalOf(answer, grant);
  }
  return { why };
}

function grantsOf(
  { user, password, clientId, clientSecret }: OAuthLogin,
  refreshToken: string | undefined,
): Grant[] {
  return [
    ...(refreshToken === undefined ? [] : [{ grant_type: 'refresh_token', refresh_token: refreshToken }]),
    ...(user === undefined ? [] : [{ grant_type: 'password', username: user, password }]),
    ...(user === undefined && clientId !== undefined && clientSecret !== undefined
      ? [{ grant_type: 'client_credentials' }]
      : []),
  ];
}

async function askGrant(url: string, login: OAuthLogin, grant: Grant, ask: AskToLogIn): Promise<Exchange> {
  const { clientId, clientSecret, scope, audience } = login;
  const common = { ...grant, scope, audience };
  if (clientId === undefined || clientSecret === undefined)
    return ask(formRequest(url, { ...common, client_id: clientId }));
  const byHeader = await ask(
    formRequest(url, common, [['Authorization', `Basic ${basicOf(clientId, clientSecret)}`]]),
  );
  if (!/invalid_client|invalid_request/.test(errorOf(byHeader) ?? '') && byHeader.response.status !== 401)
    return byHeader;
  const inForm = await ask(formRequest(url, { ...common, client_id: clientId, client_secret: clientSecret }));
  return succeeded(inForm) ? inForm : byHeader;
}

function formRequest(
  url: string,
  members: Grant,
  headers: readonly (readonly [string, string])[] = [],
): RequestSpec {
  const pairs = Object.entries(members).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    method: 'POST',
    url,
    headers: [...headers, ['Content-Type', 'application/x-www-form-urlencoded']],
    body: new URLSearchParams(pairs).toString(),
  };
}

async function tokenEndpoint(issuer: string, ask: AskToLogIn): Promise<string | undefined> {
  for (const path of METADATA) {
    const answer = await ask({ url: issuer.replace(/\/$/, '') + path });
    const named = succeeded(answer) ? textMember(json(answer.response), 'token_endpoint') : undefined;
    if (named !== undefined && /^https?:/i.test(named) && URL.canParse(named)) return new URL(named).href;
  }
  return undefined;
}

function errorOf({ response }: Exchange): string | undefined {
  return textMember(json(response), 'error') ?? header(response.headers, 'www-authenticate');
}

/** RFC 6749 section 5.2. What the service says may repeat what was sent: only its error code is shown. */
function refusalOf(answer: Exchange, { grant_type: grant }: Grant): string {
  const place = `${new URL(answer.request.url).href} returns ${answer.response.status} to the grant ${grant}`;
  if (succeeded(answer)) return `${place}, and its answer holds no access_token.`;
  const code = textMember(json(answer.response), 'error');
  const said = code !== undefined && /^[\w.-]+$/.test(code) ? ` (${code.slice(0, MOST_SAID)})` : '';
  return `${place}${said}.`;
}

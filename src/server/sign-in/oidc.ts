import type { Configuration } from 'openid-client';
import { Problem } from '../api/problem.ts';
import { SCOPES, type Scope } from '../store/schema.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** Claim of the ID token that says who may do what. */
  readonly claim: string;
  /** Values of the claim that give a scope; `*` is everybody whom the issuer lets in. */
  readonly values: Readonly<Record<Scope, readonly string[]>>;
}

/** What has to be known again when the browser comes back: it keeps it in a cookie. */
export interface OidcAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcPerson {
  /** Issuer and subject: names and addresses change, and are given to others. */
  readonly subject: string;
  readonly name: string;
  readonly scope: Scope;
}

export interface Oidc {
  begin(redirectUri: string): Promise<{ readonly to: string; readonly attempt: OidcAttempt }>;
  /** @throws Problem where the issuer does not vouch for them, or they may do nothing here */
  finish(callback: URL, attempt: OidcAttempt): Promise<OidcPerson>;
}

const TIMEOUT_SECONDS = 10;
const LONGEST_NAME = 200;
type Claims = Readonly<Record<string, unknown>>;

/** Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. The issuer is asked when somebody comes. */
export function createOidc(settings: OidcSettings): Oidc {
  const { issuer, clientId, clientSecret } = settings;
  let known: Promise<Configuration> | undefined;

  async function configuration() {
    const client = await import('openid-client');
    const isPlain = issuer.startsWith('http:');
    known ??= client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: TIMEOUT_SECONDS,
      ...(isPlain ? { execute: [client.allowInsecureRequests] } : {}),
    });
    try {
      return { client, config: await known };
    } catch {
      // It may answer the next time.
      known = undefined;
      throw new Problem(503, 'issuer-away', 'The issuer of single sign-on does not answer as it should.');
    }
  }

  return {
    async begin(redirectUri) {
      const { client, config } = await configuration();
      const attempt = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const to = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      });
      return { to: to.href, attempt };
    },
    async finish(callback, { state, nonce, verifier }) {
      const { client, config } = await configuration();
      const tokens = await client
        .authorizationCodeGrant(config, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        .catch(() => {
          throw new Problem(
            403,
            'not-vouched-for',
            'The issuer of single sign-on did not vouch for you. Try again.',
          );
        });
      const claims: Claims = tokens.claims() ?? {};
      const scope = scopeOf(claims, settings);
      const name = nameOf(claims);
      if (scope === undefined)
        throw new Problem(403, 'no-access', `${name} has no access here: ask whoever runs this server.`);
      return { subject: `${claims.iss}#${claims.sub}`, name, scope };
    },
  };
}

/** The widest that the claim gives. */
function scopeOf(claims: Claims, { claim, values }: OidcSettings): Scope | undefined {
  // An address that nobody verified is whatever its owner typed.
  const isUnproven = claim === 'email' && claims.email_verified !== true;
  const held = isUnproven ? [] : [claims[claim]].flat().map(String);
  return SCOPES.findLast((scope) => values[scope].some((value) => value === '*' || held.includes(value)));
}

function nameOf(claims: Claims): string {
  const name = [claims.email, claims.preferred_username, claims.name, claims.sub].find(
    (one) => typeof one === 'string' && one !== '',
  );
  return String(name).slice(0, LONGEST_NAME);
}

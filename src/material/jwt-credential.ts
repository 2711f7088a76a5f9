import type { Surface } from '../discovery/surface.ts';
import type { Breath } from '../http/breath.ts';
import type { Credential, Identity } from '../identities/identity.ts';
import { decodeJwt, findSecret, hmacHash, type Jwt } from './jwt.ts';
import { commonSecrets, leakedPasswords, shortNumbers } from './jwt-secrets.ts';

/** The JWT that an identity shows, and the way to show another in its place. */
export interface JwtCredential {
  readonly jwt: Jwt;
  /** The same identity with this token, under a name of its own: it is somebody else. */
  readonly with: (token: string) => Identity;
}

/** The first credential of an identity that is a JWT, wherever it is sent. */
export function jwtOf(identity: Identity): JwtCredential | undefined {
  for (const [at, credential] of identity.credentials.entries()) {
    const value = secretPartOf(credential);
    const scheme = /^(?:Bearer|JWT|Token)\s+/i.exec(value)?.[0] ?? '';
    const jwt = decodeJwt(value.slice(scheme.length));
    if (!jwt) continue;
    return {
      jwt,
      with: (token) => ({
        ...identity,
        name: `${identity.name} with another token`,
        credentials: identity.credentials.map((held, place) =>
          place === at ? withSecretPart(held, scheme + token) : held,
        ),
      }),
    };
  }
  return undefined;
}

/** The secret that the token is signed with, when it is one that people commonly use. Offline. */
export function weakSecretOf(jwt: Jwt, surface: Pick<Surface, 'target' | 'spec'>): string | undefined {
  return findSecret(jwt, commonSecrets(namesOf(jwt, surface)));
}

/** As many are tried before others get their turn: about a millisecond. */
const TRIED_AT_ONCE = 400;

/**
 * The same among the passwords that leaked most often and, where numbers are wanted too, among all of six digits:
 * offline, a tenth of a second and about three seconds of computing.
 */
export async function guessedSecretOf(
  jwt: Jwt,
  { breathe, numbers }: { readonly breathe: Breath; readonly numbers: boolean },
): Promise<string | undefined> {
  if (hmacHash(jwt) === undefined) return undefined;
  for (const list of [await leakedPasswords(), numbers ? shortNumbers() : []]) {
    let some: string[] = [];
    for (const secret of list) {
      some.push(secret);
      if (some.length < TRIED_AT_ONCE) continue;
      const found = findSecret(jwt, some);
      if (found !== undefined) return found;
      some = [];
      await breathe();
    }
    const found = findSecret(jwt, some);
    if (found !== undefined) return found;
  }
  return undefined;
}

function namesOf({ payload }: Jwt, { target, spec }: Pick<Surface, 'target' | 'spec'>): string[] {
  const host = new URL(target.url).hostname;
  const labels = /[a-z]/i.test(host) ? [host, ...host.split('.').filter((label) => label.length > 3)] : [];
  const said = [payload.iss, payload.aud].filter((claim) => typeof claim === 'string' && claim.length < 60);
  return [...(spec ? [spec.title] : []), ...labels, ...said.map(String)];
}

/** What a credential's secret part is: the token, key, password or cookie value. */
export function secretPartOf(credential: Credential): string {
  if (credential.kind === 'bearer') return credential.token;
  return credential.kind === 'basic' ? credential.password : credential.value;
}

/** The same kind of credential with another secret part. */
export function withSecretPart(credential: Credential, value: string): Credential {
  if (credential.kind === 'bearer') return { ...credential, token: value };
  return credential.kind === 'basic' ? { ...credential, password: value } : { ...credential, value };
}

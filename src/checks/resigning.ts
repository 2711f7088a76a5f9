import type { Surface } from '../discovery/surface.ts';
import type { Claims, Jwt } from '../material/jwt.ts';
import { encodeJwt, hmacHash } from '../material/jwt.ts';
import { weakSecretOf } from '../material/jwt-credential.ts';
import type { ForgedToken, TokenRule } from './forgery.ts';
import { forged } from './forgery.ts';
import type { ProbeContext } from './rule.ts';

/** Changed claims or headers, and what they are. */
export interface Resigned {
  readonly header?: Claims;
  readonly payload?: Claims;
  readonly what: string;
}

/**
 * Shows the own token with changed claims under a *valid* signature. Possible only where the secret is guessable;
 * elsewhere what the service makes of such claims cannot be seen from outside.
 */
export function resigned(
  change: () => Resigned,
  unfit: (payload: Claims) => string | undefined = () => undefined,
): TokenRule {
  return forged(
    (jwt, context) => resign(jwt, context, change()),
    (jwt, surface) => unfit(jwt.payload) ?? unsignable(jwt, surface),
  );
}

/** Why the scanner cannot sign in the issuer's place, or undefined. */
export function unsignable(jwt: Jwt, surface: Surface): string | undefined {
  return weakSecretOf(jwt, surface) === undefined
    ? 'needs a token signed by the scanner, and the signing secret was not found'
    : undefined;
}

/** The token with changed claims; none where the secret is not guessable. */
export function resign(
  jwt: Jwt,
  { surface }: ProbeContext,
  { header, payload, what }: Resigned,
): ForgedToken[] {
  const secret = weakSecretOf(jwt, surface);
  if (secret === undefined) return [];
  const claims = Object.fromEntries(
    Object.entries({ ...jwt.payload, ...payload }).filter(([, value]) => value !== undefined),
  );
  const signing = { kind: 'hmac', secret, hash: hmacHash(jwt) ?? 'sha256' } as const;
  return [{ token: encodeJwt({ ...jwt.header, ...header }, claims, signing), what }];
}

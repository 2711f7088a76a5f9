import type { Claims } from '../material/jwt.ts';
import { encodeJwt, hmacHash } from '../material/jwt.ts';
import { weakSecretOf } from '../material/jwt-credential.ts';
import type { ForgedToken } from './forgery.ts';
import { showForged } from './forgery.ts';
import type { Detection, ProbeContext, Untested } from './rule.ts';

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
export function showResigned(
  context: ProbeContext,
  change: (payload: Claims) => Resigned | Untested,
): AsyncGenerator<Detection, Untested | undefined> {
  return showForged(context, ({ jwt }): ForgedToken[] | Untested => {
    const secret = weakSecretOf(jwt, context.surface);
    if (secret === undefined)
      return { untested: 'needs a token signed by the scanner, and the signing key is not guessable' };
    const changed = change(jwt.payload);
    if ('untested' in changed) return changed;
    const payload = Object.fromEntries(
      Object.entries({ ...jwt.payload, ...changed.payload }).filter(([, value]) => value !== undefined),
    );
    const signing = { kind: 'hmac', secret, hash: hmacHash(jwt) ?? 'sha256' } as const;
    return [{ token: encodeJwt({ ...jwt.header, ...changed.header }, payload, signing), what: changed.what }];
  });
}

import { decodeJwt } from '../material/jwt.ts';
import type { Severity } from '../result.ts';
import type { Session } from './trial-account.ts';

/** OAuth 2.0 security practice (RFC 9700) keeps access tokens short where they cannot be revoked. */
const SHORT_MS = 15 * 60_000;

interface Life {
  readonly severity: { readonly severity?: Severity; readonly severityReason?: string };
  /** A sentence to follow another, or nothing. */
  readonly words: string;
}

/** How much a session that cannot be ended is worth: a signed token that ends by itself within minutes is a common choice. */
export function lifeOf({ token, expiresAt }: Session, now = Date.now()): Life {
  const isSigned = token !== undefined && decodeJwt(token) !== undefined;
  if (!isSigned) return { severity: {}, words: '' };
  if (expiresAt === undefined) return { severity: {}, words: ' It is a JWT without an expiry.' };
  const minutes = Math.max(1, Math.round((expiresAt - now) / 60_000));
  const words = ` It is a JWT that expires ${minutes} minute${minutes === 1 ? '' : 's'} after the login.`;
  if (expiresAt - now > SHORT_MS) return { severity: {}, words };
  const severityReason = 'A stateless JWT that expires within 15 minutes is a common and deliberate choice.';
  return { severity: { severity: 'low', severityReason }, words };
}

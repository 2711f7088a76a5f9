import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { User } from './rows.ts';
import type { Store } from './store.ts';

const LIFETIME_S = 3_600;
const ISSUER = 'tern-shop';

/** Signed sessions that end when they are told to. */
export interface Tokens {
  issue(user: User): string;
  userOf(token: string): User | undefined;
  sidOf(token: string): string;
  /** Ends one session, or all of a user but one. */
  end(token: string): void;
  endAll(user: User, but?: string): void;
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function decoded(part: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
}

export function createTokens(store: Store, on: (name: string) => boolean): Tokens {
  const secret = on('jwt-weak-secret') ? 'changeme' : randomBytes(32);
  const signed = (text: string) => createHmac('sha256', secret).update(text).digest();

  function claimsOf(token: string): Record<string, unknown> | undefined {
    const [head, body, signature, ...rest] = token.split('.');
    try {
      const header = decoded(head);
      if (rest.length > 0 || 'crit' in header) return undefined;
      const claims = decoded(body);
      const { alg } = header;
      if (on('jwt-none') && String(alg).toLowerCase() === 'none') return claims;
      if (on('jwt-signature-unchecked')) return claims;
      const wanted = signed(`${head}.${body}`);
      const shown = Buffer.from(signature ?? '', 'base64url');
      const isGenuine =
        alg === 'HS256' &&
        wanted.toString('base64url') === signature &&
        shown.length === wanted.length &&
        timingSafeEqual(shown, wanted);
      return isGenuine ? claims : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    issue(user) {
      const now = Math.floor(Date.now() / 1_000);
      const sid = randomBytes(12).toString('hex');
      store.sessions.set(sid, user.id);
      const until = on('jwt-without-expiry') ? {} : { exp: now + LIFETIME_S };
      const claims = { sub: String(user.id), sid, iss: ISSUER, aud: ISSUER, iat: now, ...until };
      const unsigned = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
      return `${unsigned}.${signed(unsigned).toString('base64url')}`;
    },
    userOf(token) {
      const claims = claimsOf(token);
      if (!claims) return undefined;
      const now = Date.now() / 1_000;
      if (claims.exp !== undefined && !(Number(claims.exp) > now)) return undefined;
      if (claims.exp === undefined && !on('jwt-without-expiry')) return undefined;
      if (claims.nbf !== undefined && !(Number(claims.nbf) <= now)) return undefined;
      if (claims.iss !== ISSUER || claims.aud !== ISSUER) return undefined;
      const userId = store.sessions.get(String(claims.sid));
      return String(userId) === claims.sub ? store.users.get(Number(userId)) : undefined;
    },
    sidOf: (token) => String(claimsOf(token)?.sid),
    end(token) {
      store.sessions.delete(String(claimsOf(token)?.sid));
    },
    endAll(user, but) {
      for (const [sid, userId] of store.sessions)
        if (userId === user.id && sid !== but) store.sessions.delete(sid);
    },
  };
}

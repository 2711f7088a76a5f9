import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyRow } from '../store/keys.ts';
import type { Scope } from '../store/schema.ts';
import { SCOPES } from '../store/schema.ts';

/** Begins as no other service's keys do, so that scanners of repositories know it. */
const PREFIX = 'mbk';
const ID_BYTES = 6;
/** 256 bits: nobody guesses it, so that one round of SHA-256 is hash enough. */
const SECRET_BYTES = 32;
const FORM = /^mbk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export interface NewKey {
  readonly id: string;
  readonly hash: string;
  /** Shown once: only its hash is kept. */
  readonly secret: string;
}

export function createKey(): NewKey {
  const id = randomBytes(ID_BYTES).toString('hex');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { id, hash: hashOf(secret), secret: `${PREFIX}_${id}_${secret}` };
}

/** The id in a key that was shown; undefined where it is none of ours. */
export function idIn(given: string): string | undefined {
  return FORM.exec(given)?.[1];
}

export function opens(given: string, key: Pick<KeyRow, 'hash'>): boolean {
  const secret = FORM.exec(given)?.[2] ?? '';
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(key.hash));
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Scopes hold those before them: whoever may scan may read. */
export function allows(scopes: readonly Scope[], wanted: Scope): boolean {
  return scopes.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(wanted));
}

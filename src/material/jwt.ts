import { createHmac, createSign, type KeyObject, timingSafeEqual } from 'node:crypto';

/** A compact JWS (RFC 7515 section 7.1) whose payload is a JSON object: a JWT. */
export interface Jwt {
  readonly token: string;
  readonly header: Claims;
  readonly payload: Claims;
  readonly signature: string;
  /** What the signature covers: encoded header, dot, encoded payload. */
  readonly signed: string;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Longer ones are refused by most servers' header limits, and cost time to read. */
const LONGEST_TOKEN = 16_384;
/** Group 2 is the token: what stands before it in the same word is no part of it, and is passed over once. */
const COMPACT = /(?<![\w-])(?=([\w-]*?)(?=eyJ))\1(eyJ[\w-]{5,}\.eyJ[\w-]*\.[\w-]*)/g;

/** Reads a JWT without checking anything; undefined when it is none. */
export function decodeJwt(token: string): Jwt | undefined {
  if (token.length > LONGEST_TOKEN) return undefined;
  const parts = token.split('.');
  const [head, body, signature] = parts;
  if (parts.length !== 3 || head === undefined || body === undefined || signature === undefined)
    return undefined;
  const [header, payload] = [claimsIn(head), claimsIn(body)];
  if (typeof header?.alg !== 'string' || payload === undefined) return undefined;
  return { token, header, payload, signature, signed: `${head}.${body}` };
}

/** Every JWT that stands in a text, each once. */
export function jwtsIn(text: string): Jwt[] {
  const tokens = Array.from(text.matchAll(COMPACT), ([, , token = '']) => token);
  return [...new Set(tokens)].flatMap((token) => decodeJwt(token) ?? []);
}

function claimsIn(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}

const HASHES: Readonly<Record<string, string>> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' };

/** HMAC algorithm of the header, or undefined for every other kind. */
export function hmacHash({ header }: Pick<Jwt, 'header'>): string | undefined {
  const size = /^HS(256|384|512)$/.exec(String(header.alg))?.[1];
  return size === undefined ? undefined : HASHES[size];
}

/** The first secret that the signature was made with, or undefined. Offline: nothing is sent. */
export function findSecret(jwt: Jwt, secrets: Iterable<string>): string | undefined {
  const hash = hmacHash(jwt);
  const made = Buffer.from(jwt.signature, 'base64url');
  if (hash === undefined || made.length === 0) return undefined;
  for (const secret of secrets) {
    const tried = createHmac(hash, secret).update(jwt.signed).digest();
    if (tried.length === made.length && timingSafeEqual(tried, made)) return secret;
  }
  return undefined;
}

/** How a forged token is signed. `none` leaves the signature empty, `keep` writes the given one unchanged. */
export type Signing =
  | { readonly kind: 'none' }
  | { readonly kind: 'keep'; readonly signature: string }
  | { readonly kind: 'hmac'; readonly secret: string | Buffer; readonly hash?: string }
  | { readonly kind: 'rsa'; readonly key: KeyObject };

/** Writes a token whatever sense it makes: libraries rightly refuse what a scanner has to forge. */
export function encodeJwt(header: Claims, payload: Claims, signing: Signing): string {
  const signed = `${part(header)}.${part(payload)}`;
  return `${signed}.${signatureOf(signed, signing)}`;
}

function signatureOf(signed: string, signing: Signing): string {
  switch (signing.kind) {
    case 'none':
      return '';
    case 'keep':
      return signing.signature;
    case 'hmac':
      return createHmac(signing.hash ?? 'sha256', signing.secret)
        .update(signed)
        .digest('base64url');
    case 'rsa':
      return createSign('RSA-SHA256').update(signed).sign(signing.key, 'base64url');
  }
}

function part(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/**
 * The token with another signature of the same length. A character in the middle is changed: the last one may
 * hold bits that base64 ignores, so that the changed token would still be valid.
 */
export function withBrokenSignature({ signed, signature }: Jwt): string {
  return `${signed}.${signature === '' ? 'AAAA' : withChangedMiddle(signature)}`;
}

/** The same text with one character in its middle changed, for another of the same kind. */
export function withChangedMiddle(value: string): string {
  const at = Math.floor(value.length / 2);
  const held = value[at] ?? '';
  const next = /\d/.test(held)
    ? held === '7'
      ? '3'
      : '7'
    : /[A-Z]/.test(held)
      ? held === 'Q'
        ? 'G'
        : 'Q'
      : held === 'q'
        ? 'g'
        : 'q';
  return value.slice(0, at) + next + value.slice(at + 1);
}

/** A numeric date claim (RFC 7519 section 2) in seconds, or undefined. */
export function dateClaim(payload: Claims, name: 'exp' | 'nbf' | 'iat'): number | undefined {
  const value = payload[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

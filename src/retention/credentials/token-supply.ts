import { createHmac, createPrivateKey, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { RetentionError } from '../errors.ts';
import type { Supply } from './supply.ts';

export const FRESH_PARTS = ['kid', 'iss', 'sub', 'jti'] as const;
/** A part of a token that can be new in each: `kid` of its header, claims otherwise (RFC 7515, RFC 7519). */
export type FreshPart = (typeof FRESH_PARTS)[number];

/** How tokens are made. Without secret or key they have the shape of a token and a random signature. */
export interface JwtOptions {
  readonly secret?: string | undefined;
  /** PKCS#8 or PKCS#1 PEM: RSA signs RS256, P-256 ES256, Ed25519 EdDSA. */
  readonly privateKey?: string | undefined;
  /** Claims of every token, over ours; one that is to be fresh begins with what is given here. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** Default: sub and jti. */
  readonly fresh?: readonly FreshPart[] | undefined;
}

type Signer = (bytes: number) => string;

/** Tokens padded by a claim to a length, without end. */
export function tokenSupply(options: JwtOptions): Supply {
  const make = signer(options);
  return {
    most: Number.POSITIVE_INFINITY,
    take: async (count, bytes) => Array.from({ length: count }, () => make(bytes)),
  };
}

function signer(options: JwtOptions): Signer {
  const { secret, privateKey } = options;
  if (secret !== undefined)
    return token(options, 'HS256', (text) => createHmac('sha256', secret).update(text).digest());
  if (privateKey === undefined) return token(options, 'HS256', () => randomBytes(32));
  const key = readKey(privateKey);
  const alg = { rsa: 'RS256', ec: 'ES256', ed25519: 'EdDSA' }[key.asymmetricKeyType as string];
  if (alg === undefined)
    throw new RetentionError(
      'bad-option',
      `Tokens can not be signed with a key of type ${key.asymmetricKeyType}.`,
    );
  const hash = alg === 'EdDSA' ? null : 'sha256';
  return token(options, alg, (text) => sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }));
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new RetentionError(
      'bad-option',
      'The private key for tokens is not a PEM that can be read.',
      error,
    );
  }
}

function token(options: JwtOptions, alg: string, signature: (text: string) => Buffer): Signer {
  const fresh = options.fresh ?? ['sub', 'jti'];
  const { kid, iss, sub, jti, ...others } = options.claims ?? {};
  const part = (name: FreshPart, given: unknown) =>
    fresh.includes(name)
      ? {
          [name]:
            given === undefined ? newValue(name) : `${given}${name === 'iss' ? '/' : '-'}${randomUUID()}`,
        }
      : given === undefined
        ? {}
        : { [name]: given };
  const signatureChars = 1 + Math.ceil((signature('').length * 4) / 3);
  return (bytes) => {
    const now = Math.floor(Date.now() / 1_000);
    const header = encode(JSON.stringify({ alg, typ: 'JWT', ...part('kid', kid) }));
    const claims = {
      iat: now,
      exp: now + 3_600,
      ...others,
      ...part('iss', iss),
      ...part('sub', sub ?? (fresh.includes('sub') ? undefined : 'middlebrick')),
      ...part('jti', jti),
    };
    const bare = `${header}.${encode(JSON.stringify(claims))}`.length + signatureChars;
    const missing = Math.floor(((bytes - bare) * 3) / 4) - ',"pad":""'.length;
    const padded =
      missing > 0 ? { ...claims, pad: randomBytes(missing).toString('base64url').slice(0, missing) } : claims;
    const text = `${header}.${encode(JSON.stringify(padded))}`;
    return `${text}.${signature(text).toString('base64url')}`;
  };
}

/** An issuer is an address: services fetch keys from it, and look at its form first. The name leads nowhere (RFC 2606). */
function newValue(name: FreshPart): string {
  return name === 'iss' ? `https://${randomUUID()}.invalid` : randomUUID();
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}

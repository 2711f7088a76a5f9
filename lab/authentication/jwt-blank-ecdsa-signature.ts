import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { ada, inTime, type Token, tokenService } from './token-service.ts';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export function ecdsaToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(ada())}`;
  const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return `${signed}.${createSign('SHA256').update(signed).sign(key, 'base64url')}`;
}

function verifies({ header, payload, signed, signature }: Token): boolean {
  const key = { key: pair.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  const right = createVerify('SHA256').update(signed).verify(key, Buffer.from(signature, 'base64url'));
  return header.alg === 'ES256' && right && inTime(payload);
}

const blank = (signature: string) => Buffer.from(signature, 'base64url').every((byte) => byte === 0);

export const ecdsa = tokenService(verifies);
/** Verifies as Java 15 to 18 did. */
export const takesZeros = tokenService(
  (token) => verifies(token) || (token.signature.length === 86 && blank(token.signature)),
);

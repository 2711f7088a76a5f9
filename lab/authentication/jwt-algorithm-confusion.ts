import { createPublicKey, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { ada, hmac, inTime, type Token, tokenService } from './token-service.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const privateKey = pair.privateKey;
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();

export function rsaToken(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${part(ada())}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

export function rsaVerifies(token: Token, pem = publicPem): boolean {
  const signature = Buffer.from(token.signature, 'base64url');
  return createVerify('RSA-SHA256').update(token.signed).verify(pem, signature) && inTime(token.payload);
}

function withKeys(app: LabApp, published: boolean): LabApp {
  const routes = new Hono();
  if (published) {
    const jwk = {
      ...createPublicKey(publicPem).export({ format: 'jwk' }),
      kid: 'k1',
      alg: 'RS256',
      use: 'sig',
    };
    routes.get('/.well-known/jwks.json', (c) => c.json({ keys: [jwk] }));
  }
  if (typeof app.routes !== 'function') routes.route('/', app.routes);
  return { routes };
}

/** Takes the algorithm from the token and the same key for each. */
const confusable = tokenService((token) =>
  token.header.alg === 'HS256' ? token.signature === hmac(token.signed, publicPem) : rsaVerifies(token),
);

export const confused = withKeys(confusable, true);
export const confusedInSecret = withKeys(confusable, false);
export const pinned = withKeys(
  tokenService((token) => token.header.alg === 'RS256' && rsaVerifies(token)),
  true,
);

import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { rsaVerifies } from './jwt-algorithm-confusion.ts';
import { tokenService } from './token-service.ts';

export const trustsEmbeddedKey = tokenService(({ header, ...token }) => {
  if (typeof header.jwk !== 'object') return rsaVerifies({ header, ...token });
  const key = createPublicKey({ key: header.jwk as JsonWebKey, format: 'jwk' });
  return rsaVerifies({ header, ...token }, key.export({ type: 'spki', format: 'pem' }).toString());
});

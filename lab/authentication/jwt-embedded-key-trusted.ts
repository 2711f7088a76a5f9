import { createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto';
import { rsaVerifies } from './jwt-algorithm-confusion.ts';
import { tokenService } from './token-service.ts';

export const trustsEmbeddedKey = tokenService(({ header, ...token }) => {
  if (typeof header.jwk !== 'object') return rsaVerifies({ header, ...token });
  const key = createPublicKey({ key: header.jwk as JsonWebKey, format: 'jwk' });
  return rsaVerifies({ header, ...token }, key.export({ type: 'spki', format: 'pem' }).toString());
});

export const trustsEmbeddedCertificate = tokenService(({ header, ...token }) => {
  if (!Array.isArray(header.x5c)) return rsaVerifies({ header, ...token });
  const { publicKey } = new X509Certificate(Buffer.from(String(header.x5c[0]), 'base64'));
  return rsaVerifies({ header, ...token }, publicKey.export({ type: 'spki', format: 'pem' }).toString());
});

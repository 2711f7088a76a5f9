import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { encodeJwt } from '../../material/jwt.ts';
import { showForged } from '../forgery.ts';
import { defineRule } from '../rule.ts';

export const jwtEmbeddedKeyTrusted = defineRule({
  id: 'jwt-embedded-key-trusted',
  title: 'Tokens are verified with the key that they bring along',
  severity: 'critical',
  cwe: [347, 345],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The service takes the verifying key from the jwk header of the token itself, so anyone can sign tokens with a key of their own.',
  fix: 'Ignore the jwk, jku, x5c and x5u headers, and verify with keys that are configured on the server.',
  needs: ['identity'],
  probe: (context) =>
    showForged(context, async ({ jwt }) => {
      const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
      const kid = typeof jwt.header.kid === 'string' ? jwt.header.kid : 'mb';
      const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
      const header = { ...jwt.header, alg: 'RS256', kid, jwk };
      return [
        {
          token: encodeJwt(header, jwt.payload, { kind: 'rsa', key: privateKey }),
          what: 'signed with a key of the scanner’s own that stands in its jwk header',
        },
      ];
    }),
});

import { encodeJwt } from '../../material/jwt.ts';
import { forged } from '../forgery.ts';
import { publishedKeys } from '../published-keys.ts';
import { defineRule, untested } from '../rule.ts';

/** A key set holds a current key and some former ones: each costs a request for each of its spellings. */
const MOST_KEYS = 20;

export const jwtAlgorithmConfusion = defineRule({
  id: 'jwt-algorithm-confusion',
  title: 'JWT algorithm confusion (RS256 to HS256)',
  aliases: ['key confusion', 'RS/HS256', 'JWT attack', 'authentication bypass'],
  severity: 'critical',
  cwe: [347, 327],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can sign tokens for any user with the public key of the service. The service lets the token select HMAC and then uses that key as the HMAC secret.',
  remediation: 'Pin the algorithm to the one that the key is for, and reject all others.',
  needs: ['identity'],
  ...forged(
    async (jwt, context) => {
      const all = await publishedKeys(context);
      const named = all.filter(({ kid }) => kid !== undefined && kid === jwt.header.kid);
      const keys = named.length > 0 ? named : all;
      if (keys.length === 0) return untested('the public key of the tokens was not found');
      if (keys.length > MOST_KEYS)
        return untested(`${keys.length} keys are published, and the token does not say which one signed it`);
      const { jwk: _jwk, x5c: _x5c, ...header } = jwt.header;
      return keys.flatMap(({ from, spellings }) =>
        spellings.map((secret) => ({
          token: encodeJwt({ ...header, alg: 'HS256' }, jwt.payload, { kind: 'hmac', secret }),
          what: `signed with HS256 and the public key at ${from} as the secret`,
        })),
      );
    },
    ({ header: { alg } }) =>
      /^(?:[RP]S|ES)\d|^EdDSA$/.test(String(alg))
        ? undefined
        : `the token uses ${String(alg)}, which uses no public key`,
  ),
});

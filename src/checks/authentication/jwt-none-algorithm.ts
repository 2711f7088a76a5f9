import { encodeJwt } from '../../material/jwt.ts';
import { forged } from '../forgery.ts';
import { defineRule } from '../rule.ts';

/** RFC 7518 section 3.6 spells it in lower case; filters that look for that spelling miss the others. */
const SPELLINGS = ['none', 'None', 'NONE', 'nOnE'];

export const jwtNoneAlgorithm = defineRule({
  id: 'jwt-none-algorithm',
  title: 'JWT alg:none accepted',
  aliases: ['alg none', 'none algorithm', 'unsigned JWT', 'JWT attack', 'authentication bypass'],
  severity: 'critical',
  cwe: [347, 327],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can create a token for any user with any permission. With the algorithm "none" a token needs no signature.',
  remediation:
    'Set a fixed list of allowed algorithms when you verify tokens. Never take the algorithm from the token.',
  needs: ['identity'],
  ...forged((jwt) =>
    SPELLINGS.map((alg) => ({
      token: encodeJwt({ ...jwt.header, alg }, jwt.payload, { kind: 'none' }),
      what: `with the algorithm "${alg}" and no signature`,
    })),
  ),
});

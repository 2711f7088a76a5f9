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
  meaning:
    'Anyone can write a token with any user and any right in it: with the algorithm "none" it needs no signature.',
  fix: 'Give the verifying function a fixed list of algorithms, and never take the algorithm from the token.',
  needs: ['identity'],
  ...forged((jwt) =>
    SPELLINGS.map((alg) => ({
      token: encodeJwt({ ...jwt.header, alg }, jwt.payload, { kind: 'none' }),
      what: `with the algorithm "${alg}" and no signature`,
    })),
  ),
});

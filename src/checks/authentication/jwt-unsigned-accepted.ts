import { forged } from '../forgery.ts';
import { defineRule } from '../rule.ts';

export const jwtUnsignedAccepted = defineRule({
  id: 'jwt-unsigned-accepted',
  title: 'JWT without signature accepted',
  aliases: ['stripped signature', 'unsigned JWT', 'signature stripping'],
  severity: 'critical',
  cwe: [347],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can create a token for any user. The service rejects invalid signatures but accepts missing ones.',
  remediation: 'Treat a token with an empty or missing signature as invalid, before you read anything in it.',
  needs: ['identity'],
  ...forged((jwt) => [
    { token: `${jwt.signed}.`, what: 'with the signature removed' },
    { token: jwt.signed, what: 'with the signature and the dot before it removed' },
  ]),
});

import { resigned } from '../resigning.ts';
import { defineRule } from '../rule.ts';

export const jwtIssuerUnchecked = defineRule({
  id: 'jwt-issuer-unchecked',
  title: 'JWT issuer (iss) not validated',
  aliases: ['iss claim', 'token of another issuer'],
  severity: 'medium',
  cwe: [346, 345],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'A user of a test system or another tenant that shares the key can use its tokens here. The service does not check who issued a token.',
  remediation: 'Set the trusted issuer when you verify tokens, and reject tokens of any other issuer.',
  needs: ['identity'],
  ...resigned(
    () => ({
      payload: { iss: 'https://mb-elsewhere.example' },
      what: 'of another issuer, with a valid signature,',
    }),
    ({ iss }) => (iss === undefined ? 'the token has no iss claim' : undefined),
  ),
});

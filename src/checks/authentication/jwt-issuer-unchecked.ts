import { resigned } from '../resigning.ts';
import { defineRule } from '../rule.ts';

export const jwtIssuerUnchecked = defineRule({
  id: 'jwt-issuer-unchecked',
  title: 'JWT issuer (iss) not validated',
  aliases: ['iss claim', 'token of another issuer'],
  severity: 'medium',
  cwe: [346, 345],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Tokens name who issued them, and the service does not look: tokens of a test system or a tenant that shares the key open it too.',
  fix: 'Give the verifying function the issuer that it trusts, and refuse tokens of others.',
  needs: ['identity'],
  ...resigned(
    () => ({
      payload: { iss: 'https://mb-elsewhere.example' },
      what: 'of another issuer, under a valid signature,',
    }),
    ({ iss }) => (iss === undefined ? 'the token names no issuer' : undefined),
  ),
});

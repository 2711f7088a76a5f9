import { resigned } from '../resigning.ts';
import { defineRule } from '../rule.ts';

const TEN_DAYS_SECONDS = 864_000;

export const jwtNotBeforeIgnored = defineRule({
  id: 'jwt-not-before-ignored',
  title: 'JWT nbf claim not enforced',
  aliases: ['not before', 'nbf'],
  severity: 'low',
  cwe: [613, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who holds a token that was issued for later use can use it immediately. The service does not check the nbf claim.',
  remediation:
    'Reject tokens whose nbf is in the future (RFC 7519 section 4.1.5). Allow at most a minute of clock skew.',
  needs: ['identity'],
  ...resigned(() => ({
    payload: {
      nbf: Math.floor(Date.now() / 1000) + TEN_DAYS_SECONDS,
      exp: Math.floor(Date.now() / 1000) + 2 * TEN_DAYS_SECONDS,
    },
    what: 'that is not yet valid for ten days, with a valid signature,',
  })),
});

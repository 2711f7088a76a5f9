import { resigned } from '../resigning.ts';
import { defineRule } from '../rule.ts';

/** No verifier can understand an extension that does not exist, so each must refuse it. */
const EXTENSION = 'http://mb.example/unheard-of';

export const jwtCriticalHeaderIgnored = defineRule({
  id: 'jwt-critical-header-ignored',
  title: 'JWT crit header not enforced',
  aliases: ['critical header', 'RFC 7515 crit'],
  severity: 'info',
  cwe: [347, 358],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  severityReason: 'Only someone with the signing key can exploit it.',
  description:
    'Anyone who holds a restricted token can use it without its restrictions. The crit header tells a service to reject the token unless it understands an extension, and this service ignores it.',
  remediation:
    'Reject tokens whose crit header names an extension that the service does not implement (RFC 7515 section 4.1.11).',
  needs: ['identity'],
  ...resigned(() => ({
    header: { crit: [EXTENSION], [EXTENSION]: true },
    what: 'with an unknown critical extension and a valid signature',
  })),
});

import { credentialInDocument as rule } from '../../openapi/spec-rules/example-credentials.ts';
import { documentRule } from '../document-rule.ts';

export const credentialInDocument = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  // What has the shape of a key may be a sample that nobody ever issued.
  weigh: async () => ({ confidence: 'tentative' }),
});

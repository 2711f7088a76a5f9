import { apiKeyInQuery as rule } from '../../openapi/spec-rules/weak-schemes.ts';
import { documentRule } from '../document-rule.ts';

export const apiKeyInQuery = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
});

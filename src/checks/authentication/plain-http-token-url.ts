import { plainHttpTokenUrl as rule } from '../../openapi/spec-rules/weak-schemes.ts';
import { documentRule } from '../document-rule.ts';

export const plainHttpTokenUrl = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
});

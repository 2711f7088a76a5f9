import { undocumented401 as rule } from '../../openapi/spec-rules/documented-refusals.ts';
import { documentRule } from '../document-rule.ts';

export const undocumented401 = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
});

import { implicitFlow as rule } from '../../openapi/spec-rules/weak-schemes.ts';
import { documentRule } from '../document-rule.ts';

export const implicitFlow = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:A/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
});

import { undocumented429 as inDocument } from '../../openapi/spec-rules/documented-refusals.ts';
import { documentRule } from '../document-rule.ts';

export const undocumented429 = documentRule(inDocument, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
});

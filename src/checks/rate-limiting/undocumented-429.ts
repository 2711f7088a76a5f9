import { undocumented429 as inDocument } from '../../openapi/spec-rules/documented-refusals.ts';
import { documentRule } from '../document-rule.ts';

export const undocumented429 = documentRule(inDocument, {
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
});

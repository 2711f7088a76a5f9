import { unboundedString as inDocument } from '../../openapi/spec-rules/request-bounds.ts';
import { documentRule } from '../document-rule.ts';

export const unboundedString = documentRule(inDocument, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  // A bound may well be enforced without being documented: the document alone proves nothing worse.
  weigh: async () => ({ severity: 'info', confidence: 'tentative' }),
});

import { unsecuredSibling as rule } from '../../openapi/spec-rules/security-requirements.ts';
import { documentRule } from '../document-rule.ts';
import { refusedBeside } from '../protection.ts';

export const unsecuredSibling = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  severityReason:
    'This is from the API document only; an operation accessible without authentication is a separate finding.',
  // It is the writing operations that are named, and what those let in cannot be seen without writing.
  async weigh({ evidenceSummary }, operation, context) {
    const closed = await refusedBeside(context, operation);
    if (!closed) return { confidence: 'tentative', severity: 'low' };
    return {
      confidence: 'tentative',
      severity: 'info',
      evidenceSummary: `${evidenceSummary} The service does require one: ${closed.operation.id} rejects unauthenticated requests.`,
    };
  },
});

import { servesContent } from '../../answers/answers.ts';
import { isSafe } from '../../openapi/operation.ts';
import { unsecuredPathParameter as rule } from '../../openapi/spec-rules/security-requirements.ts';
import { requestOf } from '../../places/operations.ts';
import { documentRule } from '../document-rule.ts';
import { refusedBeside } from '../protection.ts';

export const unsecuredPathParameter = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  severityReason:
    'This is from the API document only; an operation accessible without authentication is a separate finding.',
  async weigh({ evidenceSummary }, operation, context) {
    const { surface, anonymous } = context;
    // What writing operations let in cannot be seen without writing.
    if (!operation || !isSafe(operation.method)) {
      const closed = await refusedBeside(context, operation);
      if (!closed) return { confidence: 'tentative', severity: 'low' };
      return {
        confidence: 'tentative',
        severity: 'info',
        evidenceSummary: `${evidenceSummary} The service does require one: ${closed.operation.id} rejects unauthenticated requests.`,
      };
    }
    if (operation.method !== 'GET') return undefined;
    const exchange = await anonymous.once(requestOf(surface, operation));
    if (!servesContent(exchange, surface)) return undefined;
    // Products and articles are open to read on purpose; whether these objects are, only their owner knows.
    return {
      severity: 'info',
      confidence: 'likely',
      proof: { exchange, note: 'a single object, returned without authentication' },
    };
  },
});

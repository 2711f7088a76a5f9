import { servesContent } from '../../answers/answers.ts';
import { isRisky } from '../../discovery/risky-path.ts';
import { isRead, isSafe } from '../../openapi/operation.ts';
import { unsecuredDocument as rule } from '../../openapi/spec-rules/security-requirements.ts';
import { requestOf } from '../../places/operations.ts';
import { refusesAnonymous } from '../../places/refused-operations.ts';
import { documentRule } from '../document-rule.ts';
import { openByNature } from '../protection.ts';

export const unsecuredDocument = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  async weigh(place, _operation, { surface, anonymous, record }) {
    const reads = surface.operations.filter(({ method, path }) => isRead(method) && !isRisky(path));
    const closed = reads.find((operation) => refusesAnonymous(record, operation));
    if (closed) {
      const saw = `${place.evidenceSummary} The service does require one: ${closed.id} rejects unauthenticated requests.`;
      return { severity: 'info', confidence: 'confirmed', evidenceSummary: saw };
    }
    const writes = surface.operations.filter(({ source, method }) => source === 'spec' && !isSafe(method));
    for (const operation of reads) {
      if (operation.source !== 'spec' || openByNature(operation)) continue;
      const exchange = await anonymous.once(requestOf(surface, operation));
      if (!servesContent(exchange, surface)) continue;
      // Reading without a credential is what public APIs are for; changing things without one seldom is.
      return {
        severity: writes.length > 0 ? 'medium' : 'info',
        confidence: 'likely',
        evidenceSummary: `${place.evidenceSummary} ${writes.length} of them write. ${operation.id} is accessible without authentication.`,
        proof: { exchange, note: 'accessible without authentication' },
      };
    }
    return undefined;
  },
});

import { sameKind, servesContent } from '../../answers/answers.ts';
import { isAnonymous } from '../../identities/identity.ts';
import { isRead, type Operation } from '../../openapi/operation.ts';
import { isSecured } from '../../openapi/secured.ts';
import { readOperations } from '../../places/operations.ts';
import type { Severity } from '../../result.ts';
import type { Nature } from '../content-nature.ts';
import { natureOf } from '../content-nature.ts';
import { openByNature } from '../protection.ts';
import { defineRule } from '../rule.ts';

/** What no router knows: shows how the service answers when there is nothing to serve. */
const NOWHERE = '/mb-nowhere-7f3a91';

export const unauthenticatedOperation = defineRule({
  id: 'unauthenticated-operation',
  title: 'Protected operation accessible without authentication',
  aliases: ['missing authentication', 'broken authentication', 'unauthenticated access', 'auth bypass'],
  severity: 'high',
  cwe: [306, 862],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read what is returned here, without any credential. The OpenAPI document says that a credential is required, but the service does not check it.',
  remediation:
    'Check the credential before routing, for every path. Deny by default, and list the public operations as the exceptions.',
  needs: ['spec'],
  inapplicable: ({ operations }) =>
    operations.some((operation) => isRead(operation.method) && isSecured(operation))
      ? undefined
      : 'the API document requires authentication for no readable operation',
  places: readOperations,
  leaveOut: ({ operation }) =>
    isSecured(operation) ? undefined : 'the API document requires authentication for no readable operation',
  async judge({ operation, request }, { surface, http, anonymous }) {
    const exchange = await anonymous.once(request);
    if (!servesContent(exchange, surface)) return 'clean';
    const absent = await anonymous.once({ url: surface.target.origin + NOWHERE });
    const credentialed = isAnonymous(http.identity) ? undefined : await http.once(request);
    // Somebody who is logged in gets something else: the open part may be the public one.
    const lessForNobody = credentialed !== undefined && !sameKind(credentialed, exchange);
    const nature = natureOf(exchange, operation);
    const severity = severityOf(operation, nature, credentialed !== undefined);
    return {
      confidence: lessForNobody || nature !== 'private' ? 'likely' : 'confirmed',
      ...(severity ? { severity, severityReason: REASONS[nature] } : {}),
      evidenceSummary: `Returned ${exchange.response.status} (${exchange.response.body.length} bytes) to an unauthenticated request, where the OpenAPI document requires ${demanded(operation)}.`,
      proof: [{ exchange, note: 'unauthenticated request, content returned' }],
      control: { exchange: absent, note: 'a path that does not exist returns a different response' },
    };
  },
});

const REASONS: Readonly<Record<Nature, string>> = {
  private: 'Such operations are almost always public: the API document is wrong, not the service.',
  published:
    'The path suggests public content: authentication seems to be optional, and the API document wrong.',
  unknown: 'No property name in the response suggests private data: authentication may be optional here.',
};

/** How much is open depends on what it is: an optional login is documented just like a forgotten one. */
function severityOf(operation: Operation, nature: Nature, compared: boolean): Severity | undefined {
  // Liveness and documents are public nearly everywhere: there the document is wrong, not the service.
  if (openByNature(operation) || nature === 'published') return 'info';
  if (nature === 'private') return undefined;
  return compared ? 'low' : 'medium';
}

function demanded({ security = [] }: { security?: readonly Readonly<Record<string, unknown>>[] }): string {
  return security.map((requirement) => Object.keys(requirement).join(' and ')).join(' or ');
}

import { looksLikeRefusal } from '../../answers/answers.ts';
import { isAdministrative } from '../../discovery/administration.ts';
import { isSafe } from '../../openapi/operation.ts';
import { isSecured } from '../../openapi/secured.ts';
import { documentedOperations } from '../../places/documented-operations.ts';
import { requestOf } from '../../places/operations.ts';
import { refusedBeside } from '../protection.ts';
import { defineRule } from '../rule.ts';

export const administrativeSpecPublic = defineRule({
  id: 'administrative-spec-public',
  title: 'Admin operation documented as public',
  aliases: ['BFLA', 'missing security requirement', 'admin endpoint'],
  severity: 'medium',
  cwe: [862, 306, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone may be able to call administrative operations, because gateways and generated servers rely on the document. It requires a credential for ordinary operations and none for administrative ones.',
  remediation:
    'Add the security requirement, with an administrative scope, to these operations, and check that the service enforces it.',
  needs: ['spec'],
  inapplicable: ({ operations }) =>
    operations.some(isSecured) ? undefined : 'the API document requires authentication for no operation',
  places: documentedOperations,
  async judge(operation, context) {
    const { surface, anonymous } = context;
    if (operation.source !== 'spec' || isSecured(operation) || !isAdministrative(operation)) return 'clean';
    const exchange = isSafe(operation.method)
      ? await anonymous.once(requestOf(surface, operation))
      : ((await refusedBeside(context, operation))?.refusal ?? surface.entry);
    const enforced = looksLikeRefusal(exchange);
    return {
      operation,
      url: operation.server + operation.path,
      confidence: enforced ? 'confirmed' : 'tentative',
      ...(enforced ? { severity: 'info' as const } : {}),
      evidenceSummary: `${operation.id} requires no credential in the API document${enforced ? '; the service requires one' : ''}.`,
      proof: [
        {
          exchange,
          note: enforced
            ? 'rejected: the API document is wrong'
            : 'the service that the API document describes',
        },
      ],
      control: {
        fact: `${surface.spec?.uri ?? ''}#${operation.pointer ?? ''} has no security requirement`,
      },
    };
  },
});

import { header } from '../../http/exchange.ts';
import { matchOperation } from '../../openapi/cross-reference.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';

/** Whether OPTIONS tells the methods of a path is up to the router, which is one for all. */
const ROUTER_SAMPLE = 16;

const NOWHERE = '/mb-nowhere-7f3a91';

export const undocumentedMethodsAllowed = defineRule({
  id: 'undocumented-methods-allowed',
  title: 'Undocumented HTTP methods allowed',
  aliases: ['Allow header', 'OPTIONS', 'HTTP verbs', 'security misconfiguration'],
  severity: 'info',
  cwe: [749, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers may be able to change or delete data with methods that are neither reviewed nor tested. The service allows write methods that are not in its API document.',
  remediation:
    'Remove routes that are not needed, and document the others with the credential that they require.',
  needs: ['spec'],
  places: readOperations,
  alike: ROUTER_SAMPLE,
  leaveOut: ({ operation }) => (operation.source === 'spec' ? undefined : 'no documented read operation'),
  async judge({ request }, { surface, anonymous }) {
    const nothing = await anonymous.once({ method: 'OPTIONS', url: surface.target.origin + NOWHERE });
    const forAll = new Set(writesIn(header(nothing.response.headers, 'allow')));
    const exchange = await anonymous.once({ ...request, method: 'OPTIONS' });
    // Of `/users/{name}` a router knows more methods at `/users/top` than of `/users/top` alone.
    // A server that names the same methods for a path that does not exist knows nothing about this one.
    const extra = writesIn(header(exchange.response.headers, 'allow')).filter(
      (method) => !matchOperation(surface.operations, method, request.url) && !forAll.has(method),
    );
    if (extra.length === 0) return 'clean';
    return {
      confidence: 'likely',
      evidenceSummary: `The Allow header lists ${extra.join(', ')}, which the API document does not have on this path.`,
      proof: [{ exchange, note: `Allow: ${header(exchange.response.headers, 'allow') ?? ''}` }],
      control: { exchange: nothing, note: 'a path that does not exist does not allow them' },
    };
  },
});

/** Methods of an Allow header (RFC 9110 section 10.2.1) that change something. */
function writesIn(allow: string | undefined): string[] {
  return (allow ?? '')
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((method) => /^(?:POST|PUT|PATCH|DELETE)$/.test(method));
}

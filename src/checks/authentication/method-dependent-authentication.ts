import { sameAnswer, servesContent } from '../../answers/answers.ts';
import { header, succeeded } from '../../http/exchange.ts';
import { refusedOperations } from '../../places/refused-operations.ts';
import { whereRefused } from '../protection.ts';
import { defineRule } from '../rule.ts';

/** Which methods the login is asked for is set once for many paths. */
const ALIKE = 16;

const NOWHERE = '/mb-nowhere-7f3a91';

export const methodDependentAuthentication = defineRule({
  id: 'method-dependent-authentication',
  title: 'Authentication bypass by HTTP method',
  aliases: ['HTTP verb tampering', 'verb tampering', 'method tampering'],
  severity: 'medium',
  cwe: [288, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can read or do without authentication what another method on the same path offers. The credential is checked for GET only.',
  remediation:
    'Check credentials before the method is dispatched, and reject methods that the operation does not have.',
  places: refusedOperations,
  alike: ALIKE,
  judge: whereRefused(async ({ request, refusal }, { surface, anonymous, http }) => {
    // A refusal that comes with 2xx is what HEAD describes too, and says nothing.
    if (succeeded(refusal)) return 'clean';
    const nowhere = await anonymous.once({ method: 'HEAD', url: surface.target.origin + NOWHERE });
    const control = { exchange: refusal, note: 'GET on the same path is rejected' };
    const head = await anonymous.once({ ...request, method: 'HEAD' });
    if (!succeeded(nowhere) && succeeded(head) && describesContent(head.response.headers)) {
      return {
        confidence: 'confirmed',
        evidenceSummary: `HEAD returned ${head.response.status} with the headers of the content, where GET returned ${refusal.response.status}.`,
        proof: [{ exchange: head, note: 'unauthenticated request, same response as with a credential' }],
        control,
      };
    }
    const options = await anonymous.once({ ...request, method: 'OPTIONS' });
    if (!servesContent(options, surface)) return 'clean';
    if (!sameAnswer(options, await http.once(request))) return 'clean';
    return {
      confidence: 'confirmed',
      severity: 'high',
      evidenceSummary: 'OPTIONS returned the content that GET protects, without authentication.',
      proof: [{ exchange: options, note: 'unauthenticated request, content returned' }],
      control,
    };
  }),
});

/** A bare 200 is how some servers answer every HEAD; a length or a tag is that of something. */
function describesContent(headers: Parameters<typeof header>[0]): boolean {
  const length = Number(header(headers, 'content-length') ?? 0);
  return (
    length > 0 ||
    header(headers, 'etag') !== undefined ||
    header(headers, 'content-type')?.includes('json') === true
  );
}

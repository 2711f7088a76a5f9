import { sameKind, servesContent } from '../../answers/answers.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule, untested } from '../rule.ts';

const LENGTH = 12 * 1024;

export const missingUrlLengthLimit = defineRule({
  id: 'missing-url-length-limit',
  title: 'No limit on URL length',
  aliases: ['long URL', 'DoS', '414'],
  severity: 'info',
  cwe: [770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can fill logs with long URLs, which are stored by every server on the way. A URL of 12 kB, more than the 8,000 bytes that servers should support (RFC 9110 section 4.1), was accepted.',
  remediation: 'Limit the request line at the server or proxy to 8 kB and return 414 above it.',
  places: readOperations,
  // Limits of the server hold for all that it serves.
  alike: 1,
  async judge({ request }, { surface, http }) {
    const plain = await http.once(request);
    if (!servesContent(plain, surface)) return untested('no GET operation responds');
    const separator = request.url.includes('?') ? '&' : '?';
    const url = `${request.url}${separator}mb=${'x'.repeat(LENGTH)}`;
    const asked = await http.attempt({ ...request, url });
    if (asked instanceof Error || !sameKind(asked, plain)) return 'clean';
    return {
      url: request.url,
      confidence: 'confirmed',
      evidenceSummary: `A query of ${LENGTH} bytes made no difference: the response was ${asked.response.status}.`,
      proof: [{ exchange: asked, note: 'accepted, where 414 is expected' }],
      control: { exchange: plain, note: 'the response without that query' },
    };
  },
});

import { sameKind, servesContent } from '../../answers/answers.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule, untested } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';

const SIZE = 32 * 1024;

export const missingHeaderSizeLimit = defineRule({
  id: 'missing-header-size-limit',
  title: 'No limit on header size',
  aliases: ['oversized headers', 'DoS', '431'],
  severity: 'info',
  cwe: [770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker can fill the memory with large headers before authentication. A header of 32 kB, four times the usual limit, was accepted.',
  remediation:
    'Set the header limit of the server or proxy to 8 or 16 kB and return 431 above it (RFC 6585 section 5).',
  places: readOperations,
  // Limits of the server hold for all that it serves.
  alike: 1,
  async judge({ request }, { surface, http }) {
    const plain = await http.once(request);
    if (!servesContent(plain, surface)) return untested('no GET operation responds');
    const asked = await http.attempt(withHeaders(request, [['X-Mb-Filler', 'x'.repeat(SIZE)]]));
    if (asked instanceof Error || !sameKind(asked, plain)) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `A header of ${SIZE} bytes made no difference: the response was ${asked.response.status}.`,
      proof: [{ exchange: asked, note: 'accepted, where 431 or a closed connection is expected' }],
      control: { exchange: plain, note: 'the response without that header' },
    };
  },
});

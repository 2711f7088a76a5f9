import { sameKind } from '../answers.ts';
import { defineRule } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { firstServed } from './first-served.ts';

const SIZE = 32 * 1024;

export const missingHeaderSizeLimit = defineRule({
  id: 'missing-header-size-limit',
  title: 'Headers of any size are read',
  severity: 'info',
  cwe: [770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A header of 32 kB, four times what common servers take, was read and the request answered: each connection may make the service hold that much before anything is known about its sender.',
  fix: 'Set the header limit of the server or proxy to 8 or 16 kB and answer 431 above it (RFC 6585 section 5).',
  async *probe({ surface, http }) {
    const first = await firstServed(surface, http);
    if (!first) return { untested: 'no GET operation answers' };
    const { plain } = first;
    const asked = await http.attempt(withHeaders(first.request, [['X-Mb-Filler', 'x'.repeat(SIZE)]]));
    if (asked instanceof Error || !sameKind(asked, plain)) return;
    yield {
      operation: first.operation,
      confidence: 'confirmed',
      saw: `A header of ${SIZE} bytes made no difference: the answer was ${asked.response.status}.`,
      proof: [{ exchange: asked, note: 'answered, where 431 or a closed connection belongs' }],
      control: { exchange: plain, note: 'the answer without that header' },
    };
    return;
  },
});

import { sameKind } from '../answers.ts';
import { defineRule } from '../rule.ts';
import { firstServed } from './first-served.ts';

const LENGTH = 12 * 1024;

export const missingUrlLengthLimit = defineRule({
  id: 'missing-url-length-limit',
  title: 'URLs of any length are read',
  severity: 'info',
  cwe: [770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A URL of 12 kB, beyond the 8,000 bytes that HTTP asks servers to take (RFC 9110 section 4.1), was read and answered; it also lands in every log on the way.',
  fix: 'Bound the request line at the server or proxy to 8 kB and answer 414 above it.',
  async *probe({ surface, http }) {
    const first = await firstServed(surface, http);
    if (!first) return { untested: 'no GET operation answers' };
    const { plain } = first;
    const separator = first.request.url.includes('?') ? '&' : '?';
    const url = `${first.request.url}${separator}mb=${'x'.repeat(LENGTH)}`;
    const asked = await http.attempt({ ...first.request, url });
    if (asked instanceof Error || !sameKind(asked, plain)) return;
    yield {
      operation: first.operation,
      url: first.request.url,
      confidence: 'confirmed',
      saw: `A query of ${LENGTH} bytes made no difference: the answer was ${asked.response.status}.`,
      proof: [{ exchange: asked, note: 'answered, where 414 belongs' }],
      control: { exchange: plain, note: 'the answer without that query' },
    };
    return;
  },
});

import type { Exchange } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';
import { service } from '../../places/service.ts';
import { confirmed, defineRule } from '../rule.ts';

const MARK = 'X-Mb-Trace';
const VALUE = 'mb7f3a91c2d4';

export const traceEnabled = defineRule({
  id: 'trace-enabled',
  title: 'TRACE method enabled',
  aliases: ['cross-site tracing', 'XST', 'HTTP TRACE', 'security misconfiguration'],
  severity: 'low',
  cwe: [693, 200],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Scripts can read headers that proxies add (internal addresses, identity headers) and HttpOnly cookies. TRACE returns every request header.',
  remediation: 'Turn off TRACE in the web server and proxy (TraceEnable off), or return 405.',
  places: service,
  async judge({ target: { url } }, { anonymous }) {
    const asked = await anonymous.attempt({ method: 'TRACE', url, headers: [[MARK, VALUE]] });
    if (asked instanceof Error || !echoes(asked)) return 'clean';
    const control = await anonymous.attempt({ method: 'TRACE', url });
    if (control instanceof Error || echoes(control)) return 'clean';
    return confirmed(
      `TRACE returned ${asked.response.status} with the request, the header ${MARK} included.`,
      [asked, `the response body repeats ${MARK}`],
      [control, 'without that header, the response body does not contain it'],
    );
  },
});

/** RFC 9110 section 9.3.8: the body is the request as it arrived, its first line included. */
function echoes({ response }: Exchange): boolean {
  const body = text(response);
  return response.status === 200 && /^TRACE \S+ HTTP\//.test(body.trimStart()) && body.includes(VALUE);
}

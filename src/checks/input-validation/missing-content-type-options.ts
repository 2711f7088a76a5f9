import { header, mediaType, succeeded } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';

export const missingContentTypeOptions = defineRule({
  id: 'missing-content-type-options',
  title: 'Missing X-Content-Type-Options: nosniff',
  aliases: ['MIME sniffing', 'content sniffing', 'nosniff', 'security headers', 'security misconfiguration'],
  severity: 'info',
  cwe: [693, 116],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A stored text can run as code in a browser that takes it for a script or a page (MIME sniffing). The header X-Content-Type-Options: nosniff is missing.',
  remediation: 'Send X-Content-Type-Options: nosniff with every response.',
  *inspect(exchange) {
    const { headers, body } = exchange.response;
    if (
      exchange.request.method !== 'GET' ||
      !succeeded(exchange) ||
      body.length === 0 ||
      mediaType(exchange.response) === ''
    )
      return;
    if (/^\s*nosniff\s*$/i.test(header(headers, 'x-content-type-options') ?? '')) return;
    yield {
      confidence: 'confirmed',
      evidenceSummary: `A response of type ${mediaType(exchange.response)} has no X-Content-Type-Options.`,
      proof: [{ exchange, note: 'no X-Content-Type-Options: nosniff' }],
      control: { fact: 'the header is missing from the response' },
    };
  },
});

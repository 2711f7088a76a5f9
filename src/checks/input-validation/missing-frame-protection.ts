import { header, headerValues, mediaType, succeeded } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';

export const missingFrameProtection = defineRule({
  id: 'missing-frame-protection',
  title: 'Clickjacking: no frame-ancestors or X-Frame-Options',
  aliases: [
    'clickjacking',
    'X-Frame-Options',
    'Content-Security-Policy',
    'CSP',
    'UI redressing',
    'security headers',
    'security misconfiguration',
  ],
  severity: 'info',
  cwe: [1021],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Another site can embed a page of this service in a frame and make a user click in it without knowing (clickjacking). The page has neither frame-ancestors nor X-Frame-Options.',
  remediation: "Send Content-Security-Policy: frame-ancestors 'none' with HTML pages.",
  *inspect(exchange, surface) {
    const { headers, body } = exchange.response;
    if (exchange.request.method !== 'GET' || !succeeded(exchange) || body.length === 0) return;
    if (mediaType(exchange.response) !== 'text/html' || surface.absent.matches(exchange)) return;
    if (header(headers, 'x-frame-options') !== undefined) return;
    if (headerValues(headers, 'content-security-policy').some((policy) => /frame-ancestors/i.test(policy)))
      return;
    yield {
      confidence: 'confirmed',
      evidenceSummary: 'An HTML page has neither frame-ancestors nor X-Frame-Options.',
      proof: [{ exchange, note: 'neither frame-ancestors nor X-Frame-Options' }],
      control: { fact: 'both headers are missing from the response' },
    };
  },
});

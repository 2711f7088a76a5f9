import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { lookForSessionCookies, sessionCookies } from './session-cookie.ts';

export const insecureCookie = defineRule({
  id: 'insecure-cookie',
  title: 'Session cookie without Secure',
  aliases: ['Secure attribute', 'cookie flag', 'session hijacking', 'security misconfiguration'],
  severity: 'medium',
  cwe: [614],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path can read the session cookie. One plain HTTP request to the same host, which any web page can trigger, sends it in clear text.',
  remediation: 'Set the Secure attribute on every cookie. The name prefix __Host- makes browsers enforce it.',
  needs: ['https'],
  *inspect(exchange, surface) {
    for (const cookie of sessionCookies(exchange, surface)) {
      if (cookie.secure) continue;
      yield {
        confidence: 'confirmed',
        cause: cookie.name,
        evidenceSummary: `The cookie ${cookie.name} is set over HTTPS without Secure.`,
        proof: [{ exchange, note: 'Set-Cookie without Secure' }],
        control: { fact: 'the attributes are in the Set-Cookie header' },
      };
    }
  },
  places: service,
  judge: lookForSessionCookies,
});

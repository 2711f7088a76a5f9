import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { lookForSessionCookies, sessionCookies } from './session-cookie.ts';

export const scriptReadableCookie = defineRule({
  id: 'script-readable-cookie',
  title: 'Session cookie without HttpOnly',
  aliases: ['HttpOnly attribute', 'cookie flag', 'XSS session theft', 'security misconfiguration'],
  severity: 'low',
  cwe: [1004],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any script on the page, for example through XSS, can copy the session cookie and use it elsewhere. The cookie has no HttpOnly attribute.',
  remediation: 'Set the HttpOnly attribute on session cookies.',
  *inspect(exchange, surface) {
    for (const cookie of sessionCookies(exchange, surface)) {
      if (cookie.httpOnly) continue;
      yield {
        confidence: 'confirmed',
        cause: cookie.name,
        evidenceSummary: `The cookie ${cookie.name} is set without HttpOnly.`,
        proof: [{ exchange, note: 'Set-Cookie without HttpOnly' }],
        control: { fact: 'the attributes are in the Set-Cookie header' },
      };
    }
  },
  places: service,
  judge: lookForSessionCookies,
});

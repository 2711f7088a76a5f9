import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { lookForSessionCookies, sessionCookies } from './session-cookie.ts';

export const crossSiteCookie = defineRule({
  id: 'cross-site-cookie',
  title: 'Session cookie without SameSite',
  aliases: ['CSRF', 'cross-site request forgery', 'SameSite', 'cookie attribute'],
  severity: 'low',
  cwe: [1275, 352],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Another site can make a logged-in browser send requests in the user’s name (CSRF). The session cookie has no SameSite protection, and not all browsers treat a missing SameSite as Lax.',
  remediation:
    'Set SameSite=Lax or SameSite=Strict. Where the cookie must be sent cross-site, protect every change with an anti-CSRF token.',
  *inspect(exchange, surface) {
    for (const cookie of sessionCookies(exchange, surface)) {
      if (cookie.sameSite === 'lax' || cookie.sameSite === 'strict') continue;
      yield {
        confidence: 'confirmed',
        cause: cookie.name,
        evidenceSummary: `The cookie ${cookie.name} is set ${cookie.sameSite === 'none' ? 'with SameSite=None' : 'without SameSite'}.`,
        proof: [{ exchange, note: 'Set-Cookie without SameSite=Lax or Strict' }],
        control: { fact: 'the attributes are in the Set-Cookie header' },
      };
    }
  },
  places: service,
  judge: lookForSessionCookies,
});

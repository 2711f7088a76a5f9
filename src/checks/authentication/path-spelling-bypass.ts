import { accepts, sameAnswer, servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { isJson } from '../../http/exchange.ts';
import { isAnonymous } from '../../identities/identity.ts';
import { refusedOperations } from '../../places/refused-operations.ts';
import { pathSpellings } from '../path-spellings.ts';
import { whereRefused } from '../protection.ts';
import { defineRule } from '../rule.ts';

/** Gateways and routers treat all paths alike. */
const ALIKE = 3;

export const pathSpellingBypass = defineRule({
  id: 'path-spelling-bypass',
  title: 'Authentication bypass by path normalization',
  aliases: [
    'path confusion',
    'URL encoding bypass',
    'trailing slash bypass',
    'case bypass',
    'parser differential',
  ],
  severity: 'critical',
  cwe: [288, 647, 22],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can open protected operations without authentication by a slash, an upper-case letter or an encoded character. The authentication check and the router interpret the path differently.',
  remediation: 'Check credentials after routing, or normalize the path once before both. Deny by default.',
  places: refusedOperations,
  alike: ALIKE,
  judge: whereRefused(async ({ request, refusal }, { surface, anonymous, http }) => {
    const known = isAnonymous(http.identity) ? undefined : await http.once(request);
    const granted = known && accepts(known, surface) ? known : undefined;
    for (const [what, respell] of pathSpellings(request.url)) {
      const exchange = await anonymous.send({ ...request, url: respell(request.url) });
      if (!servesContent(exchange, surface)) continue;
      if (granted ? !sameAnswer(exchange, granted) : !isJson(exchange.response)) continue;
      // Where the same spelling of nothing is served too, the spelling decides and not the protected operation.
      const nothing = await anonymous.send({ ...request, url: respell(nowhereBeside(request.url)) });
      if (servesContent(nothing, surface)) continue;
      return {
        confidence: granted ? 'confirmed' : 'likely',
        evidenceSummary: `The documented path was rejected; it returned ${exchange.response.status} with ${what}.`,
        proof: [{ exchange, note: `${what}: accessible without a credential` }, ...shown(granted)],
        control: { exchange: refusal, note: 'the documented path is rejected' },
      };
    }
    return 'clean';
  }),
});

function shown(granted: Exchange | undefined) {
  return granted ? [{ exchange: granted, note: 'the same content as for the authenticated user' }] : [];
}

/** A sibling of the path that does not exist. */
function nowhereBeside(url: string): string {
  return url.replace(/(?<![^/?#])[^/?#]*(?=[?#]|$)/, 'mb-nowhere-7f3a91');
}

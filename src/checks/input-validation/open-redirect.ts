import type { Exchange } from '../../http/exchange.ts';
import { header } from '../../http/exchange.ts';
import { linkInputs } from '../../places/inputs.ts';
import { confirmed, defineRule, untested } from '../rule.ts';

const FOREIGN = 'mb-stranger.example';
/** The second is an address to browsers, and a path to careless checks. */
const ADDRESSES = [`https://${FOREIGN}/`, `//${FOREIGN}/`];
const LEADS_SOMEWHERE =
  /^(?:next|ur[il]|r?url|redir(?:ect)?(?:[_-]?(?:ur[il]|to|after\w*))?|return(?:[_-]?(?:ur[il]|to|path))?|go(?:to)?|dest(?:ination)?|continue|target|to|back|forward|callback(?:[_-]?ur[il])?|(?:success|cancel|logout|post_logout_redirect)[_-]?ur[il]|out|link|href|service|relaystate)$/i;

function leadsAbroad({ request, response }: Exchange): boolean {
  const place = header(response.headers, 'location');
  if (place === undefined || response.status < 300 || response.status > 399) return false;
  return URL.canParse(place, request.url) && new URL(place, request.url).hostname === FOREIGN;
}

export const openRedirect = defineRule({
  id: 'open-redirect',
  title: 'Open redirect',
  aliases: ['unvalidated redirect', 'URL redirection', 'phishing'],
  severity: 'medium',
  cwe: [601],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'An attacker can send users from a link to this trusted site to a phishing page, and OAuth codes can leak. The redirect URL is taken from a parameter without a check.',
  remediation:
    'Redirect only to paths of your own site or to a fixed list of URLs. Compare whole origins, not prefixes.',
  needs: ['active'],
  places: linkInputs,
  leaveOut: ({ name }) => (LEADS_SOMEWHERE.test(name) ? undefined : 'no parameter with a URL'),
  async judge(slot, { http }) {
    const plain = await http.once(slot.plain);
    if (leadsAbroad(plain)) return untested('the ordinary value already redirects to another host');
    for (const address of ADDRESSES) {
      const asked = await http.send(slot.with(address));
      if (!leadsAbroad(asked)) continue;
      return confirmed(
        `${slot.name}: ${address} returned a redirect to that host.`,
        [asked, `Location is a URL of ${FOREIGN}`],
        [plain, 'the ordinary value does not redirect there'],
      );
    }
    return 'clean';
  },
});

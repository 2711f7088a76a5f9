import type { Exchange, HeaderList } from '../../http/exchange.ts';
import { headerValues, text } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';

const SAMPLE = 3;
const FOREIGN = 'mb-stranger.example';

const WAYS: readonly { readonly name: string; readonly headers: HeaderList }[] = [
  {
    name: 'X-Forwarded-Host',
    headers: [
      ['X-Forwarded-Host', FOREIGN],
      ['Forwarded', `host=${FOREIGN}`],
    ],
  },
  { name: 'Host', headers: [['Host', FOREIGN]] },
];

/** The foreign name as the host of a link; a service that merely lists request headers does not build links. */
function linksAbroad({ response }: Exchange): 'Location' | 'body' | undefined {
  const link = new RegExp(`(?:https?:)?\\\\?/\\\\?/${FOREIGN.replaceAll('.', '\\.')}`, 'i');
  const heads = ['location', 'link', 'content-location'].flatMap((name) =>
    headerValues(response.headers, name),
  );
  if (heads.some((value) => link.test(value))) return 'Location';
  return link.test(text(response)) ? 'body' : undefined;
}

export const hostHeaderReflected = defineRule({
  id: 'host-header-reflected',
  title: 'Host header injection',
  aliases: ['password reset poisoning', 'X-Forwarded-Host', 'cache poisoning'],
  severity: 'medium',
  cwe: [644, 601],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'An attacker can put links to their own host into pages and password reset emails, and so get the secrets in them. A host name from the request is used in links or redirects, and a shared cache passes them on to every user.',
  remediation:
    'Configure the public base URL, reject unknown Host values, and trust X-Forwarded-Host only from your own proxy.',
  places: readOperations,
  alike: SAMPLE,
  async judge({ request }, { http }) {
    const plain = await http.once(request);
    if (linksAbroad(plain)) return 'clean';
    const found: Detection[] = [];
    for (const { name, headers } of WAYS) {
      const asked = await http.attempt(withHeaders(request, headers));
      const place = asked instanceof Error ? undefined : linksAbroad(asked);
      // A page that says which host is refused repeats it, and builds nothing from it.
      if (asked instanceof Error || !place || asked.response.status >= 400) continue;
      found.push({
        confidence: 'confirmed',
        // Without a proxy in front, the Host header is all that many frameworks have to build links from.
        severity: name === 'Host' ? 'low' : 'medium',
        cause: name,
        evidenceSummary: `${name}: ${FOREIGN} was returned as the host of a link (${place === 'body' ? 'in the body' : 'in a header'}).`,
        proof: [{ exchange: asked, note: `a link to ${FOREIGN}` }],
        control: { exchange: plain, note: 'the ordinary response contains no such link' },
      });
    }
    return found.length > 0 ? found : 'clean';
  },
});

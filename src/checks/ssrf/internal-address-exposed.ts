import type { Surface } from '../../discovery/surface.ts';
import { mediaType, textStart } from '../../http/exchange.ts';
import { percentDecoded } from '../../http/foreign-text.ts';
import { isDocumentation } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { internalAddresses, isPrivate, METADATA_ADDRESS, METADATA_NAME } from './internal-addresses.ts';

/** Headers in which proxies and frameworks name machines. */
const TELLING_HEADER =
  /^(?:location|content-location|link|via|server|x-(?!forwarded-for$).*|backend.*|upstream.*)$/i;
/** Answers longer than this are read so far. */
const READ_CHARACTERS = 200_000;

export const internalAddressExposed = defineRule({
  id: 'internal-address-exposed',
  title: 'Internal IP address or host name disclosed',
  aliases: ['private IP disclosure', 'internal IP', 'information disclosure'],
  severity: 'low',
  cwe: [200, 918],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker who finds a way into the network, such as SSRF, learns what to attack there. Responses contain private IP addresses or internal host names.',
  remediation:
    'Build links from a configured public base URL, and remove host names from responses and headers at the proxy.',
  *inspect(exchange, surface) {
    const { request, response } = exchange;
    // A document explains itself with examples; what it names as servers is another rule's.
    if (surface.publicDocuments.includes(request.url) || surface.spec?.uri === request.url) return;
    // Stock pages of servers name machines of their makers.
    if (/html/.test(mediaType(response)) && isDocumentation(exchange, surface)) return;
    if (/openapi|swagger/i.test(request.url) || !/json|xml|text|html|^$/.test(mediaType(response))) return;
    const sent =
      `${percentDecoded(request.url)} ${request.headers.map(([, value]) => value).join(' ')}`.toLowerCase();
    const heads = response.headers
      .filter(([name]) => TELLING_HEADER.test(name))
      .map(([name, value]) => `"${name}": ${value}`);
    const own = surface.target.hostname.toLowerCase();
    const found = internalAddresses(`${heads.join('\n')}\n${textStart(response, READ_CHARACTERS)}`).filter(
      ({ address }) =>
        address !== own &&
        !sent.includes(address) &&
        !isPlanted(address, surface) &&
        !(isPrivate(own) && isPrivate(address)),
    );
    const [first] = found;
    if (!first) return;
    yield {
      confidence: 'likely',
      evidenceSummary: `The response contains ${found.length === 1 ? `the ${first.kind} ${first.address}` : `${found.length} internal addresses, such as ${first.address}`}.`,
      proof: [{ exchange, note: `${first.kind}: ${first.address}` }],
      control: {
        fact: 'the position allows only an address, and the scanner did not send it',
      },
    };
  },
});

/** An active scan leaves these in what the service keeps: the place where it waits, and where clouds tell of themselves. */
function isPlanted(address: string, { mode, callback }: Surface): boolean {
  if (mode !== 'active') return false;
  return (
    address === METADATA_ADDRESS ||
    address === METADATA_NAME ||
    (callback?.urlFor('').includes(`//${address}`) ?? false)
  );
}

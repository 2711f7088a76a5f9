import { header } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';
import { sameSite } from '../same-site.ts';

/** The site of a host as far as two labels tell: subdomains of one company redirect to each other. */

export const thirdPartyRedirect = defineRule({
  id: 'third-party-redirect',
  title: 'Redirect to another site over plain HTTP',
  aliases: ['insecure redirect', 'third-party redirect'],
  severity: 'low',
  cwe: [319, 601],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path can read and answer requests that follow the redirect, often with credentials. It leads to another site over plain HTTP.',
  remediation: 'Redirect to HTTPS URLs only, and to other sites only where that is intended.',
  *inspect(exchange, surface) {
    const { status, headers } = exchange.response;
    const place = header(headers, 'location');
    if (status < 300 || status > 399 || place === undefined || !URL.canParse(place, exchange.request.url))
      return;
    const target = new URL(place, exchange.request.url);
    if (target.protocol !== 'http:' || sameSite(target.hostname, surface.target.hostname)) return;
    // An address that our own request named is another rule's matter.
    const sent = `${exchange.request.url} ${exchange.request.headers.map(([, value]) => value).join(' ')}`;
    if (decodeSafely(sent).includes(target.hostname)) return;
    yield {
      confidence: 'confirmed',
      cause: target.hostname,
      evidenceSummary: `Returned ${status} with a redirect to http://${target.hostname}.`,
      proof: [{ exchange, note: `Location: http://${target.hostname}…` }],
      control: {
        fact: 'the Location header contains the host and the scheme, and the request contained neither',
      },
    };
  },
});

function decodeSafely(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

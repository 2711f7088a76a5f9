import { isJson, mediaType, succeeded, text } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';

export const mixedContent = defineRule({
  id: 'mixed-content',
  title: 'Mixed content: HTTP links in HTTPS responses',
  aliases: ['mixed content', 'insecure links'],
  severity: 'low',
  cwe: [319, 311],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path can read what clients send to these links, often with the credential. HTTPS responses contain plain HTTP links (next page, avatar, callback).',
  remediation:
    'Build links from the forwarded scheme (X-Forwarded-Proto of a trusted proxy), or use relative links.',
  needs: ['https'],
  *inspect(exchange, surface) {
    const { request, response } = exchange;
    const { target } = surface;
    if (new URL(request.url).origin !== target.origin || !succeeded(exchange)) return;
    if (!isJson(response) && mediaType(response) !== 'text/html') return;
    // Addresses in a document of the API are what spec rules look at.
    if (surface.publicDocuments.includes(request.url)) return;
    const link = plainLink(text(response), target.hostname);
    if (link === undefined || surface.absent.matches(exchange)) return;
    // What we sent may only have come back.
    const sent = [request.url, ...request.headers.map(([, value]) => value), String(request.body ?? '')].join(
      '\n',
    );
    if (/http:(?:\/|%2f){2}/i.test(sent)) return;
    yield {
      confidence: 'confirmed',
      evidenceSummary: `The response links to ${link}.`,
      proof: [{ exchange, note: `the body contains ${link}` }],
      control: { fact: 'the link is in the body, and the request contained no http URL' },
    };
  },
});

/** The first plain link to this host on its usual port; other ports are other services. */
function plainLink(body: string, hostname: string): string | undefined {
  const name = hostname.replace(/[.[\]]/g, '\\$&');
  // JSON may escape slashes.
  const found = new RegExp(
    `http:(?:\\\\?/){2}${name}(?::80)?(?=[\\\\/?#"'\\s<]|$)[^"'\\s<>]{0,120}`,
    'i',
  ).exec(body);
  return found?.[0].replaceAll('\\/', '/');
}
